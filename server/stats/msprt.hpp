// The mixture sequential probability ratio test, for comparison with programs that use it.
#pragma once

namespace spotter::stats {

/// ln of the likelihood ratio of a difference with normal prior N(0, tau_squared) against none:
/// 0.5 ln(V/(V + tau^2)) + tau^2 d^2/(2 V (V + tau^2)) (Johari, Koomen, Pekelis and Walsh 2022,
/// "Always valid inference"). `variance` is that of the difference, >= 0; tau_squared >= 0. Without
/// either there is no evidence: 0. An always-valid p value is the running minimum of min(1,
/// 1/ratio). Any thread.
double msprt_log_ratio(double difference, double variance, double tau_squared);

}  // namespace spotter::stats
