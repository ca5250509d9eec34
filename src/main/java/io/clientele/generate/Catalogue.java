package io.clientele.generate;

import io.clientele.generate.Dice.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Everything that is sold: prices rise every January, some products are on promotion every month, a few are new. */
final class Catalogue {
    static final List<Category> GOODS = List.of(
            Category.BALL_VALVES,
            Category.GATE_VALVES,
            Category.CHECK_VALVES,
            Category.CENTRIFUGAL_PUMPS,
            Category.DOSING_PUMPS,
            Category.GASKETS,
            Category.MECHANICAL_SEALS);

    private static final double PROMOTED = 1.0 / 14;
    private static final int LAUNCHED_EVERY = 20;
    private static final double COST_INFLATION = 1.02;

    private final List<List<Product>> byCategory = new ArrayList<>();
    private final List<Product> all = new ArrayList<>();
    private final Product service;
    private final Product freight;

    Catalogue(long seed, int customers) {
        GOODS.forEach(category -> byCategory.add(new ArrayList<>()));
        int goods = Math.max(63, Math.min(1001, customers / 50)) / 7 * 7;
        for (int index = 0; index < goods; index++) {
            Product product = product(seed, index);
            all.add(product);
            byCategory.get(index % GOODS.size()).add(product);
        }
        service = service(goods, "90-001", "Commissioning", "service", 18500, 11000);
        freight = service(goods + 1, "90-900", "Freight", "freight", 4500, 3800);
        all.add(service);
        all.add(freight);
    }

    private static Product product(long seed, int index) {
        Dice dice = new Dice(seed, Purpose.PRODUCT, index);
        Category category = GOODS.get(index % GOODS.size());
        int number = index / GOODS.size() + 1;
        long[] list = new long[History.YEARS];
        long[] cost = new long[History.YEARS];
        list[0] = Math.round(category.lowest()
                        * StrictMath.pow((double) category.highest() / category.lowest(), dice.uniform())
                        / 10)
                * 10;
        cost[0] = Math.round(list[0] * dice.between(0.48, 0.68));
        for (int year = 1; year < History.YEARS; year++) {
            list[year] = Math.round(list[year - 1] * (1 + dice.between(0.015, 0.055)) / 5) * 5;
            cost[year] = Math.round(cost[year - 1] * COST_INFLATION);
        }
        boolean isNew = index % LAUNCHED_EVERY == LAUNCHED_EVERY - 1;
        int launchedOn = isNew ? History.FIRST + dice.between(200, 650) : History.day(2016, 1, 4) + dice.below(2500);
        return new Product(
                index,
                String.format(Locale.ROOT, "%s-%03d", category.id(), number),
                category.product() + " " + (10 + 5 * number),
                category,
                "goods",
                "pcs",
                list,
                cost,
                promotions(seed, index, launchedOn),
                launchedOn,
                dice.between(1400, 3200));
    }

    private static int[] promotions(long seed, int index, int launchedOn) {
        Dice dice = new Dice(seed, Purpose.PROMOTION, index);
        int[] discounts = new int[History.MONTHS];
        for (int month = 0; month < History.MONTHS; month++) {
            boolean isPromoted = dice.chance(PROMOTED);
            int discount = dice.pick(List.of(80, 100, 120, 150));
            discounts[month] = isPromoted && History.firstDayOfMonth(month) >= launchedOn ? discount : 0;
        }
        return discounts;
    }

    private static Product service(int index, String id, String name, String kind, long list, long cost) {
        return new Product(
                index,
                id,
                name,
                Category.SERVICE,
                kind,
                kind.equals("service") ? "h" : "pcs",
                new long[] {list, list, list},
                new long[] {cost, cost, cost},
                new int[History.MONTHS],
                History.day(2015, 1, 2),
                0);
    }

    List<Product> all() {
        return all;
    }

    List<Product> of(Category goods) {
        return byCategory.get(GOODS.indexOf(goods));
    }

    Product service() {
        return service;
    }

    Product freight() {
        return freight;
    }
}
