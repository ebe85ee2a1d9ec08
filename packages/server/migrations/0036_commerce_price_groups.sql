-- Prices, promotions and credit of customers: a group that goes takes what was made for it along.
alter table price_list add constraint price_list_of_group foreign key (shop_id, group_id) references customer_group on delete cascade;
alter table promotion add constraint promotion_of_group foreign key (shop_id, group_id) references customer_group on delete cascade;
alter table credit_account add constraint credit_account_of_its_customer foreign key (shop_id, customer_id) references customer;
