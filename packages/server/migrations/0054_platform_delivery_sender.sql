-- Who sends what is being sent: an executor, or nobody of whom others could tell that he is gone.
alter table delivery add column sender text;
