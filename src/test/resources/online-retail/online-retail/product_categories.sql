-- Into which categories are articles sorted? Into none: each article is a category of its own, so that repurchase is known by article.
select
    sku as category_id,
    sku as name
from delivered.lines
group by sku
