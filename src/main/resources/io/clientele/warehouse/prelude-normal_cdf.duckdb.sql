-- The standard normal distribution function, to about 15 digits (Hart 1968, algorithm 5666, as arranged by West 2005):
-- a ratio of polynomials in the middle, a continued fraction beyond 7 standard deviations, 0 or 1 beyond 37.
-- Small values keep seven digits of their own, so a survival is normal_cdf(-z) and never 1 - normal_cdf(z).
create or replace temp macro normal_cdf(x) as
    case when x > 0 then 1e0 else 0e0 end
    + case when x > 0 then -1e0 else 1e0 end
    * case
        when abs(x) > 37e0 then 0e0
        when abs(x) < 7.07106781186547e0 then
            exp(-0.5e0 * x * x)
            * ((((((3.52624965998911e-2 * abs(x) + 0.700383064443688e0) * abs(x) + 6.37396220353165e0) * abs(x)
                + 33.912866078383e0) * abs(x) + 112.079291497871e0) * abs(x) + 221.213596169931e0) * abs(x)
                + 220.206867912376e0)
            / (((((((8.83883476483184e-2 * abs(x) + 1.75566716318264e0) * abs(x) + 16.064177579207e0) * abs(x)
                + 86.7807322029461e0) * abs(x) + 296.564248779674e0) * abs(x) + 637.333633378831e0) * abs(x)
                + 793.826512519948e0) * abs(x) + 440.413735824752e0)
        else
            exp(-0.5e0 * x * x)
            / (abs(x) + 1e0 / (abs(x) + 2e0 / (abs(x) + 3e0 / (abs(x) + 4e0 / (abs(x) + 0.65e0)))))
            / 2.506628274631e0
    end
