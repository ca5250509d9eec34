-- Who looks after the customers? Nobody in particular.
select
    'HOUSE' as account_manager_id,
    'House account' as name
