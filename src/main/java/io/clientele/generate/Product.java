package io.clientele.generate;

/**
 * @param list list price in euro cents, by year
 * @param cost cost in euro cents, by year
 * @param promotion discount in thousandths, by month; 0 where there is none
 * @param launchedOn before that day nobody can buy it
 */
record Product(
        int index,
        String id,
        String name,
        Category category,
        String kind,
        String unit,
        long[] list,
        long[] cost,
        int[] promotion,
        int launchedOn,
        int lifeDays) {

    int promotionOn(int day) {
        return promotion[History.month(day)];
    }
}
