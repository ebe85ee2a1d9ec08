-- A film has a scene more: the close look. Films of before keep their four.
alter table launch_scene drop constraint launch_scene_scene_check;
alter table launch_scene add constraint launch_scene_scene_check
  check (scene in ('hook', 'detail', 'making', 'use', 'call_to_action'));
