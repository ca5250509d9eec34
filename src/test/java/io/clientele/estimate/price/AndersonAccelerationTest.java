package io.clientele.estimate.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Fixed points of maps whose fixed points are known. */
class AndersonAccelerationTest {

    private static final int MOST_IMAGES = 10_000;
    private static final double NEAR = 1e-9;

    /** Twenty numbers, each drawn towards 1 by its own share of the way; the slowest by a thousandth. */
    private static double[] image(double[] place) {
        double[] image = new double[place.length];
        for (int i = 0; i < place.length; i++) {
            double share = Math.pow(10, -3.0 * i / (place.length - 1));
            image[i] = place[i] + share * (1 - place[i]);
        }
        return image;
    }

    private static int imagesUntilNear(boolean isAccelerated) {
        double[] place = new double[20];
        double[] target = new double[20];
        Arrays.fill(target, 1);
        int[] weights = new int[20];
        Arrays.fill(weights, 1);
        AndersonAcceleration acceleration = new AndersonAcceleration(weights);
        int images = 0;
        while (Moves.largest(place, target) > NEAR && images < MOST_IMAGES) {
            double[] image = image(place);
            place = isAccelerated ? acceleration.next(place, image) : image;
            images++;
        }
        return images;
    }

    @Test
    void whatPlainIterationFindsInTenThousandImagesTakesLessThanThreeHundred() {
        assertThat(imagesUntilNear(false)).isEqualTo(MOST_IMAGES);
        assertThat(imagesUntilNear(true)).isLessThan(300);
    }

    /** The Babylonian root is no straight map, and its first image is far from the place. */
    @Test
    void aCrookedMapEndsAtItsFixedPointToo() {
        double[] place = {100};
        AndersonAcceleration acceleration = new AndersonAcceleration(new int[] {1});
        for (int i = 0; i < 30; i++) {
            place = acceleration.next(place, new double[] {(place[0] + 2 / place[0]) / 2});
        }
        assertThat(place[0]).isCloseTo(Math.sqrt(2), within(1e-15));
    }

    @Test
    void aPlaceThatIsItsOwnImageStays() {
        AndersonAcceleration acceleration = new AndersonAcceleration(new int[] {1, 1});
        double[] place = {3, 4};
        for (int i = 0; i < 3; i++) {
            place = acceleration.next(place, place.clone());
        }
        assertThat(place).containsExactly(3, 4);
    }
}
