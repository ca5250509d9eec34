-- Who looks after the customers? Nobody in particular.
select distinct
    'HOUSE' as account_manager_id,
    'House account' as name
from delivered.lines
