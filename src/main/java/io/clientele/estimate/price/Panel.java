package io.clientele.estimate.price;

import java.util.Arrays;

/**
 * Log quantities and log relative prices by customer and cell, customer after customer. A cell is a product in a month. Twenty bytes an
 * observation, so that twenty million fit into half a gigabyte.
 */
@SuppressWarnings("ArrayRecordComponent")
record Panel(int customerCount, int[] starts, int[] cells, double[] prices, double[] quantities, int[] cellCounts) {

    int first(int customer) {
        return starts[customer];
    }

    int end(int customer) {
        return starts[customer + 1];
    }

    int size() {
        return starts[customerCount];
    }

    int cellCount() {
        return cellCounts.length;
    }

    /** Takes observations customer after customer, the customers numbered from 0 and every cell from 0. */
    static final class Builder {

        private int[] starts = new int[1024];
        private int[] cells = new int[1024];
        private double[] prices = new double[1024];
        private double[] quantities = new double[1024];
        private int[] cellCounts = new int[1024];
        private int customers;
        private int size;
        private int cellCount;

        /** What follows is the next customer's. */
        void nextCustomer() {
            if (customers == starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            starts[customers++] = size;
        }

        /**
         * One observation of the customer that came last.
         *
         * @param price logarithm of the net price relative to the product's reference price
         * @param quantity logarithm of the quantity
         */
        void add(int cell, double price, double quantity) {
            if (size == cells.length) {
                int length = grown(size);
                cells = Arrays.copyOf(cells, length);
                prices = Arrays.copyOf(prices, length);
                quantities = Arrays.copyOf(quantities, length);
            }
            while (cell >= cellCounts.length) {
                cellCounts = Arrays.copyOf(cellCounts, cellCounts.length * 2);
            }
            cells[size] = cell;
            prices[size] = price;
            quantities[size] = quantity;
            cellCounts[cell]++;
            cellCount = Math.max(cellCount, cell + 1);
            size++;
        }

        private static int grown(int size) {
            return Math.toIntExact(size + (size >> 1) + 1L);
        }

        Panel build() {
            int[] bounds = Arrays.copyOf(starts, customers + 1);
            bounds[customers] = size;
            return new Panel(customers, bounds, cells, prices, quantities, Arrays.copyOf(cellCounts, cellCount));
        }
    }
}
