using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Monitoring and logging.</summary>
internal static class MonitoringSecrets
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: service account and cloud access policy tokens.
        // Misses: API keys from before version 9, which are bare base64.
        // Example: glsa_ + 32 characters + _ + 8 hex digits
        // Source: https://grafana.com/docs/grafana/latest/administration/service-accounts/
        Detector.Create("secrets/grafana-token", "Grafana token", certain: true,
            Prefixed("glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}", SecretText.IsRandom),
            Prefixed("glc_[A-Za-z0-9+/]{32,}={0,2}", SecretText.IsRandom, "cloud")),

        // Finds: user keys and browser ingest keys.
        // Misses: licence keys, which end in NRAL.
        // Example: NRAK- + 27 characters
        // Source: https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/
        Detector.Create("secrets/newrelic-key", "New Relic key", certain: true,
            Prefixed("NR(?:AK|II|IQ)-[A-Za-z0-9_-]{27,32}", SecretText.IsRandom)),

        // Finds: API and platform tokens.
        // Misses: classic tokens of 21 characters.
        // Example: dt0c01. + 24 characters + . + 64 characters
        // Source: https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens
        Detector.Create("secrets/dynatrace-token", "Dynatrace token", certain: true,
            Prefixed("dt0[a-z][0-9]{2}\\.[A-Z0-9]{8,24}\\.[A-Z0-9]{64}", SecretText.IsRandom)),

        // Finds: organisation and user tokens.
        // Misses: DSNs, which are public.
        // Example: sntryu_ + 64 hex digits
        // Source: https://docs.sentry.io/account/auth-tokens/
        Detector.Create("secrets/sentry-token", "Sentry token", certain: true,
            Prefixed("sntryu_[0-9a-f]{64}", SecretText.IsRandom),
            Open("sntrys_eyJ[A-Za-z0-9+/=_]{40}", "[A-Za-z0-9+/=_]", "organisation")),

        // Finds: API and application keys behind their names.
        // Misses: keys that stand alone: hex digits.
        // Example: DD_API_KEY=<32 hex digits>
        // Source: https://docs.datadoghq.com/account_management/api-app-keys/
        Detector.Create("secrets/datadog-key", "Datadog key, named as such", certain: true,
            Of("[0-9a-f]{32}(?:[0-9a-f]{8})?(?![0-9A-Za-z])", "(?i:" + WordStart + "(?:dd|datadog)[_-]?(?:api|app|application)[_-]?key)" + Assign, SecretText.IsRandom)),
    ];
}
