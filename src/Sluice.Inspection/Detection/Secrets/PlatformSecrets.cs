using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Hosting, data platforms, infrastructure.</summary>
internal static class PlatformSecrets
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: personal, OAuth and refresh tokens.
        // Misses: Spaces keys, which have no prefix.
        // Example: dop_v1_ + 64 hex digits
        // Source: https://docs.digitalocean.com/reference/api/create-personal-access-token/
        Detector.Create("secrets/digitalocean-token", "DigitalOcean token", certain: true,
            Prefixed("do[opr]_v1_[a-f0-9]{64}", SecretText.IsRandom)),

        // Finds: personal access tokens.
        // Misses: OAuth tokens, which are JWTs and found as such.
        // Example: dapi + 32 hex digits
        // Source: https://docs.databricks.com/aws/en/dev-tools/auth/pat
        Detector.Create("secrets/databricks-token", "Databricks personal access token", certain: true,
            Prefixed("dapi[a-f0-9]{32}(?:-[0-9])?(?![0-9A-Za-z])", SecretText.IsRandom)),

        // Finds: service, batch and recovery tokens since version 1.10.
        // Misses: older tokens (s. and 24 characters).
        // Example: hvs. + 24 or more characters
        // Source: https://developer.hashicorp.com/vault/docs/concepts/tokens
        Detector.Create("secrets/vault-token", "HashiCorp Vault token", certain: true,
            Open("hv[sbr]\\.[A-Za-z0-9_-]{20}", "[A-Za-z0-9_-]")),

        // Finds: the secret of an HCP Terraform token, behind its public id.
        // Misses: nothing known.
        // Example: <14 characters>.atlasv1.<67 characters>
        // Source: https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens
        Detector.Create("secrets/terraform-token", "Secret of an HCP Terraform token", certain: true,
            Of("[A-Za-z0-9_=-]{50,}", "(?<![A-Za-z0-9])[A-Za-z0-9]{14}\\.atlasv1\\.", SecretText.IsRandom)),

        // Finds: API tokens of Heroku, Netlify, Supabase, PlanetScale and Pulumi.
        // Misses: older forms without a prefix (UUIDs, 64 characters).
        // Example: HRKU- + 58 characters, nfp_, sbp_, sb_secret_, pscale_tkn_, pul-
        // Source: https://devcenter.heroku.com/articles/authentication
        Detector.Create("secrets/hosting-token", "Heroku, Netlify, Supabase, PlanetScale or Pulumi token", certain: true,
            Open("HRKU-[A-Za-z0-9_-]{36}", "[A-Za-z0-9_-]"),
            Prefixed("nfp_[A-Za-z0-9]{36,}", SecretText.IsRandom, "netlify"),
            Open("sb(?:p_[0-9a-f]{40}|_secret_[A-Za-z0-9_-]{24})", "[A-Za-z0-9_-]", "supabase"),
            Open("pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32}", "[A-Za-z0-9_.=-]", "planetscale"),
            Prefixed("pul-[0-9a-f]{40}(?![0-9A-Za-z])", SecretText.IsRandom, "pulumi")),

        // Finds: Doppler's tokens of all kinds, and 1Password service accounts.
        // Misses: 1Password Connect tokens, which are JWTs and found as such.
        // Example: dp.st.dev. + 40 characters
        // Source: https://docs.doppler.com/reference/auth-token-formats
        Detector.Create("secrets/secret-manager-token", "Doppler or 1Password token", certain: true,
            Prefixed("dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}", SecretText.IsRandom),
            Prefixed("ops_eyJ[A-Za-z0-9+/]{60,}={0,2}", variant: "1password")),
    ];
}
