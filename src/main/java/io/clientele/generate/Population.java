package io.clientele.generate;

import static io.clientele.generate.History.FIRST;
import static io.clientele.generate.History.LAST;
import static io.clientele.generate.History.NEVER;

import io.clientele.generate.Customer.Channel;
import io.clientele.generate.Customer.Identity;
import io.clientele.generate.Customer.Life;
import io.clientele.generate.Customer.Pattern;
import io.clientele.generate.Customer.Taste;
import io.clientele.generate.Customer.Terms;
import io.clientele.generate.Dice.Purpose;
import io.clientele.generate.Industry.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every customer as a function of the seed and its index, so that nobody has to be remembered. */
final class Population {
    static final int MERGED_ON = History.day(2025, 3, 3);

    private static final int FAMILY_BLOCK = 50;
    private static final List<Integer> PARENT_OFFSETS = List.of(30, 41);
    private static final int NOT_IN_CRM_OFFSET = 49;

    private final long seed;
    private final Catalogue catalogue;
    private final int managers;

    Population(long seed, Catalogue catalogue, int managers) {
        this.seed = seed;
        this.catalogue = catalogue;
        this.managers = managers;
    }

    Customer customer(int index) {
        Dice dice = new Dice(seed, Purpose.PROFILE, index);
        Showcase showcase = Showcase.of(index);
        double size = showcase == null ? dice.gaussian() : 0.5;
        Identity identity = identity(index, showcase, size, dice);
        int manager = dice.below(managers);
        Life life = life(showcase, identity, size, manager, dice);
        Terms terms = terms(showcase, identity, life, size, manager, dice);
        return new Customer(index, identity, life, taste(identity, size, dice), terms);
    }

    /** Somebody who has never bought. */
    Customer stranger(int index) {
        Customer drawn = customer(index);
        Life life = drawn.life();
        int metOn = FIRST + Math.floorMod(life.joinedOn(), LAST - FIRST - 60);
        Life prospect = new Life(
                Pattern.PROSPECT,
                metOn,
                NEVER,
                null,
                NEVER,
                life.frequency(),
                life.gapShape(),
                NEVER,
                life.satisfaction());
        return new Customer(index, drawn.identity(), prospect, drawn.taste(), drawn.terms());
    }

    private static Identity identity(int index, @Nullable Showcase showcase, double size, Dice dice) {
        Industry industry = Industry.values()[dice.weighted(1, 1.5, 1.5, 1.2, 1, 2, 1.8)];
        Country drawn = Country.values()[dice.weighted(60, 8, 7, 7, 6, 5, 4, 3)];
        Country country = showcase == null ? drawn : country(showcase);
        String city = dice.pick(country.cities());
        String invented = dice.pick(Staff.SURNAMES) + " " + industry.trade() + " " + country.legalForm();
        String shown = showcase == null ? null : showcase.customerName();
        int territory = country == Country.DE ? dice.below(Staff.TERRITORIES.size() - 1) : Staff.TERRITORIES.size() - 1;
        int employees = (int) Math.max(3, Math.round(StrictMath.exp(4.4 + 1.1 * size + 0.5 * dice.gaussian())));
        boolean isInCrm =
                showcase == null ? index % FAMILY_BLOCK != NOT_IN_CRM_OFFSET : showcase != Showcase.NOT_IN_CRM;
        boolean isCodeInCrm = showcase == null ? dice.chance(0.95) : showcase != Showcase.MATCH_BY_TAX_ID;
        return new Identity(
                shown == null ? invented : shown,
                industry,
                country,
                city,
                territory,
                employees,
                parent(index),
                isInCrm,
                isCodeInCrm);
    }

    private static Country country(Showcase showcase) {
        if (showcase == Showcase.CHINESE_NAME) {
            return Country.CN;
        }
        return showcase == Showcase.FOREIGN_CURRENCY ? Country.CH : Country.DE;
    }

    /** In every block of fifty, two parents are followed by two to five children. */
    private static int parent(int index) {
        int offset = index % FAMILY_BLOCK;
        for (int parent : PARENT_OFFSETS) {
            int children = 2 + (index / FAMILY_BLOCK + parent) % 4;
            if (offset > parent && offset <= parent + children) {
                return index - offset + parent;
            }
        }
        return -1;
    }

    private static Life life(@Nullable Showcase showcase, Identity identity, double size, int manager, Dice dice) {
        double frequency = StrictMath.exp(0.45 * size + 0.35 * dice.gaussian());
        int gapShape = 2 + dice.weighted(3, 4, 2, 1);
        boolean isDrawnToIncident = dice.chance(Rhythm.INCIDENT_EXPOSURE);
        int candidate = dice.between(FIRST + 190, LAST - 190);
        int incidentOn = isDrawnToIncident && identity.isInCrm() && showcase == null ? candidate : NEVER;
        double mood = dice.gaussian();
        double draw = dice.uniform();
        int early = dice.between(FIRST + 200, LAST - 500);
        int late = dice.between(FIRST + 260, LAST - 100);
        int before = FIRST - dice.between(60, 3000);
        int during = dice.between(FIRST, LAST - 60);
        if (showcase != null) {
            boolean isMerged = showcase == Showcase.MERGED;
            return new Life(
                    isMerged ? Pattern.MERGED : Pattern.REGULAR,
                    FIRST - 1000,
                    isMerged ? MERGED_ON : NEVER,
                    isMerged ? "merged" : null,
                    NEVER,
                    1.5,
                    gapShape,
                    NEVER,
                    mood);
        }
        if (draw < 0.08) {
            return new Life(Pattern.PROSPECT, during, NEVER, null, NEVER, frequency, gapShape, NEVER, mood);
        }
        if (draw < 0.16) {
            return new Life(Pattern.ONE_TIME, during, NEVER, null, NEVER, frequency, gapShape, NEVER, mood - 0.4);
        }
        if (draw < 0.21) {
            int back = Math.min(LAST - 60, early + dice.between(370, 460));
            return new Life(
                    Pattern.WON_BACK, before, early, "competitor_price", back, frequency, gapShape, NEVER, mood - 0.5);
        }
        if (draw < 0.36) {
            String reason =
                    dice.pick(List.of("competitor_price", "competitor_price", "quality", "insolvency", "relocation"));
            return new Life(Pattern.CHURNED, before, late, reason, NEVER, frequency, gapShape, incidentOn, mood - 0.8);
        }
        if (Staff.hasLeft(manager) && draw < 0.52) {
            int leaves = Staff.LEFT_ON + dice.between(30, 100);
            return new Life(
                    Pattern.CHURNED, before, leaves, "manager_left", NEVER, frequency, gapShape, incidentOn, mood);
        }
        int joinedOn = draw < 0.56 ? during : before;
        return new Life(Pattern.REGULAR, joinedOn, NEVER, null, NEVER, frequency, gapShape, incidentOn, mood + 0.25);
    }

    private Taste taste(Identity identity, double size, Dice dice) {
        List<Category> categories = new ArrayList<>();
        int breadth = 1 + dice.below(3);
        while (categories.size() < breadth) {
            Category category = dice.pick(Catalogue.GOODS);
            if (!categories.contains(category)) {
                categories.add(category);
            }
        }
        List<Product> favourites = new ArrayList<>();
        for (Category category : categories) {
            int count = 2 + dice.below(3);
            for (int i = 0; i < count; i++) {
                Product product = dice.pick(catalogue.of(category));
                if (!favourites.contains(product)) {
                    favourites.add(product);
                }
            }
        }
        Segment segment = identity.industry().segment();
        return new Taste(
                categories,
                favourites,
                150_000 * StrictMath.exp(0.85 * size + 0.5 * dice.gaussian()),
                0.03 + 0.12 * dice.gaussian(),
                segment.elasticity() + Segment.SPREAD * dice.gaussian(),
                dice.between(0.2, 0.95));
    }

    private static Terms terms(
            @Nullable Showcase showcase, Identity identity, Life life, double size, int manager, Dice dice) {
        int[] discounts = new int[History.YEARS];
        int contract = (int) Math.round(60 + 40 * size + 50 * dice.gaussian()) / 10 * 10;
        Arrays.setAll(discounts, year -> Math.max(0, Math.min(220, contract + year * 10 * dice.between(-1, 2))));
        int habit = dice.weighted(70, 20, 10);
        int lateDays = habit == 0 ? dice.between(-3, 5) : habit == 1 ? dice.between(10, 25) : dice.between(30, 75);
        Channel channel = Channel.values()[dice.weighted(78, 18, 4)];
        return new Terms(
                identity.country().money(),
                discounts,
                dice.pick(List.of(14, 30, 30, 30, 45, 60)),
                lateDays,
                "insolvency".equals(life.churnReason()),
                showcase == null ? channel : Channel.DIRECT,
                identity.territory() % Staff.AGENTS,
                manager,
                dice.chance(0.5),
                dice.chance(0.3));
    }

    /** Who recommended us to a new customer: an earlier one, often itself recommended; −1 when nobody did. */
    int referrer(Customer referred) {
        Dice dice = new Dice(seed, Purpose.REFERRER, referred.index());
        if (referred.life().joinedOn() < FIRST || !referred.identity().isInCrm() || !dice.chance(0.35)) {
            return -1;
        }
        for (int attempt = 0; attempt < 8; attempt++) {
            Customer candidate = customer(dice.below(referred.index()));
            boolean isNew = candidate.life().joinedOn() >= FIRST;
            boolean isKnown = candidate.buys() && candidate.identity().isInCrm();
            boolean isEarlier = candidate.life().joinedOn() < referred.life().joinedOn();
            if (isKnown && isEarlier && (isNew || attempt > 3)) {
                return candidate.index();
            }
        }
        return -1;
    }
}
