package io.clientele.generate;

import static io.clientele.generate.History.NEVER;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer and everything true about it. */
record Customer(int index, Identity identity, Life life, Taste taste, Terms terms) {

    enum Pattern {
        REGULAR,
        CHURNED,
        WON_BACK,
        ONE_TIME,
        PROSPECT,
        MERGED
    }

    enum Channel {
        DIRECT,
        AGENT,
        BOTH
    }

    /**
     * @param parent index of the parent company, or −1
     */
    record Identity(
            String name,
            Industry industry,
            Country country,
            String city,
            int territory,
            int employees,
            int parent,
            boolean isInCrm,
            boolean isCodeInCrm) {}

    /**
     * When it buys.
     *
     * @param frequency orders, relative to a typical customer
     * @param gapShape stages of the Erlang gaps: 1 is chance, higher is more regular
     * @param incidentOn when a quality incident would hit it, if it has bought enough before
     * @param satisfaction standard normal, higher is happier
     */
    record Life(
            Pattern pattern,
            int joinedOn,
            int churnedOn,
            @Nullable String churnReason,
            int wonBackOn,
            double frequency,
            int gapShape,
            int incidentOn,
            double satisfaction) {

        /** Ordering pace on that day as a factor; 0 while it is gone. An incident is counted elsewhere. */
        double pace(int day) {
            if (churnedOn == NEVER || wonBackOn != NEVER && day >= wonBackOn) {
                return 1;
            }
            if (day >= churnedOn) {
                return 0;
            }
            return day >= churnedOn - 90 ? Rhythm.BEFORE_LEAVING : 1;
        }
    }

    /**
     * What it buys.
     *
     * @param lineValue usual value of a line at list prices, in euro cents, under the first contract
     * @param growth of quantities, per year
     */
    record Taste(
            List<Category> categories,
            List<Product> favourites,
            double lineValue,
            double growth,
            double elasticity,
            double shareOfWallet) {}

    /**
     * On what terms.
     *
     * @param discounts contract discount in thousandths, by year
     */
    record Terms(
            Money money,
            int[] discounts,
            int dueDays,
            int lateDays,
            boolean isDefaulting,
            Channel channel,
            int agent,
            int manager,
            boolean isHandedOver,
            boolean isSingleThreaded) {}

    static long number(int index) {
        return 100_001L + index;
    }

    static String crmNumber(int index) {
        return "A" + (500_017L + 3L * index);
    }

    long number() {
        return number(index);
    }

    String crmNumber() {
        return crmNumber(index);
    }

    String name() {
        return identity.name();
    }

    String taxId() {
        return identity.country().taxId(index);
    }

    String managerOn(int day) {
        return Staff.managerId(Staff.inCharge(terms.manager(), terms.isHandedOver(), day));
    }

    boolean buys() {
        return life.pattern() != Pattern.PROSPECT;
    }

    @Nullable
    Showcase showcase() {
        return Showcase.of(index);
    }
}
