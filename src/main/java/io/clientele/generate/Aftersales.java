package io.clientele.generate;

import static io.clientele.generate.History.LAST;
import static io.clientele.generate.History.NEVER;

import io.clientele.generate.Dice.Purpose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Complaints, quality incidents among them, and what they cost; express freight; the pumps that stand at customers. */
final class Aftersales {
    private static final List<String> RESOLUTIONS = List.of("replaced", "credited", "repaired", "explained");

    private final Delivery delivery;
    private final Rates rates;
    private final Catalogue catalogue;
    private final long seed;

    Aftersales(Delivery delivery, Rates rates, Catalogue catalogue, long seed) {
        this.delivery = delivery;
        this.rates = rates;
        this.catalogue = catalogue;
        this.seed = seed;
    }

    private record Complaint(int openedOn, String category, boolean isIncident, String severity) {}

    /** Returns the days on which complaints were closed. */
    List<Integer> write(Customer customer, Ledger ledger, int incidentOn) throws IOException {
        Dice dice = new Dice(seed, Purpose.AFTERSALES, customer.index());
        List<Integer> closed = new ArrayList<>();
        Placed struck = null;
        for (Placed order : ledger.orders()) {
            if (!order.isDelivered()) {
                continue;
            }
            if (order.deliveredOn() <= incidentOn) {
                struck = order;
            }
            complain(customer, order, closed, dice);
            expressFreight(customer, order, dice);
            install(customer, order, dice);
        }
        if (incidentOn != NEVER) {
            Complaint incident = new Complaint(incidentOn, "quality", true, dice.pick(List.of("high", "critical")));
            write(customer, struck, incident, closed, dice);
        }
        oldAssets(customer, dice);
        return closed;
    }

    private void complain(Customer customer, Placed order, List<Integer> closed, Dice dice) throws IOException {
        boolean happens = dice.chance(order.isLate() ? 0.12 : 0.02);
        int openedOn = History.workday(order.deliveredOn() + dice.between(0, 12));
        String category = order.isLate() ? "late_delivery" : dice.pick(List.of("wrong_item", "invoice", "quality"));
        String severity = dice.pick(List.of("low", "low", "medium"));
        if (happens && openedOn <= LAST && customer.identity().isInCrm()) {
            write(customer, order, new Complaint(openedOn, category, false, severity), closed, dice);
        }
    }

    private void write(Customer customer, @Nullable Placed order, Complaint complaint, List<Integer> closed, Dice dice)
            throws IOException {
        String id = "C" + (800 + delivery.next(Table.COMPLAINTS));
        int respondedOn = complaint.openedOn() + dice.between(0, 3);
        int closedOn = History.workday(respondedOn + dice.between(2, complaint.isIncident() ? 40 : 18));
        boolean isClosed = closedOn <= LAST;
        boolean hasStory = customer.showcase() == null && dice.chance(0.02);
        Sheet sheet = delivery.to(Table.COMPLAINTS).text(id).text(customer.crmNumber());
        sheet.text(order == null ? null : Long.toString(order.id()));
        sheet.text(order == null ? null : Long.toString(order.mainLineId()));
        sheet.text(order == null ? null : order.main().product().id()).date(complaint.openedOn());
        moment(sheet, respondedOn, 11);
        moment(sheet, closedOn, 16);
        sheet.text(isClosed ? "closed" : "open").text(complaint.category()).flag(complaint.isIncident());
        sheet.text(complaint.severity()).whole(dice.chance(0.08) ? 1 : 0);
        String resolution = dice.pick(RESOLUTIONS);
        String story = resolution + ",\n\"as agreed by phone\"";
        sheet.text(!isClosed ? null : hasStory ? story : resolution);
        int changedOn = isClosed ? closedOn : complaint.openedOn();
        sheet.text(customer.managerOn(complaint.openedOn()))
                .timestamp(History.evening(changedOn))
                .end();
        if (isClosed) {
            closed.add(closedOn);
        }
        if (order != null && (complaint.isIncident() || dice.chance(0.3))) {
            double share = complaint.isIncident() ? dice.between(0.2, 0.6) : dice.between(0.02, 0.15);
            long amount =
                    Math.round(rates.inEuroCents(order.money(), order.main().net(), order.day()) * share);
            cost(customer, respondedOn, complaint.isIncident() ? "warranty" : "goodwill", amount, id);
        }
    }

    private static void moment(Sheet sheet, int day, int hour) {
        if (day <= LAST) {
            sheet.timestamp(History.moment(day, hour, 10));
        } else {
            sheet.nothing();
        }
    }

    private void cost(Customer customer, int day, String kind, long euroCents, @Nullable String complaint)
            throws IOException {
        if (day <= LAST && euroCents > 0) {
            delivery.to(Table.SERVICE_COSTS)
                    .id(delivery.next(Table.SERVICE_COSTS))
                    .id(customer.number())
                    .date(day)
                    .text(kind)
                    .decimal(euroCents)
                    .text("EUR")
                    .text(complaint)
                    .end();
        }
    }

    private void expressFreight(Customer customer, Placed order, Dice dice) throws IOException {
        boolean happens = dice.chance(order.isLate() ? 0.3 : 0.03);
        long amount = dice.between(1500, 14000);
        if (happens) {
            cost(customer, order.deliveredOn(), "freight", amount, null);
        }
    }

    private void install(Customer customer, Placed order, Dice dice) throws IOException {
        boolean isReported = dice.chance(0.4);
        if (isReported && order.main().product().category().isDurable()) {
            asset(customer, order.main().product(), order.deliveredOn() + dice.between(5, 30), NEVER);
        }
    }

    /** Pumps from before the history, some of which reach the end of their life in it. */
    private void oldAssets(Customer customer, Dice dice) throws IOException {
        int count = customer.life().joinedOn() < History.FIRST - 900 && dice.chance(0.3) ? 1 + dice.below(3) : 0;
        for (int i = 0; i < count; i++) {
            Product product =
                    dice.pick(catalogue.of(dice.pick(List.of(Category.CENTRIFUGAL_PUMPS, Category.DOSING_PUMPS))));
            int installedOn = Math.max(product.launchedOn(), customer.life().joinedOn()) + dice.below(400);
            int retiredOn = (int) (installedOn + product.lifeDays() * dice.between(0.8, 1.3));
            if (installedOn < History.FIRST) {
                asset(
                        customer,
                        product,
                        installedOn,
                        retiredOn >= History.FIRST && retiredOn <= LAST ? retiredOn : NEVER);
            }
        }
    }

    private void asset(Customer customer, Product product, int installedOn, int retiredOn) throws IOException {
        if (installedOn <= LAST) {
            delivery.to(Table.INSTALLED_ASSETS)
                    .id(delivery.next(Table.INSTALLED_ASSETS))
                    .id(customer.number())
                    .text(product.id())
                    .date(installedOn)
                    .date(retiredOn)
                    .whole(product.lifeDays())
                    .end();
        }
    }
}
