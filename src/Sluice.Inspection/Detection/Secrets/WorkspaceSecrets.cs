using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Tools that teams write, draw and plan in.</summary>
internal static class WorkspaceSecrets
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: API keys and OAuth tokens.
        // Misses: nothing known.
        // Example: lin_api_ + 40 characters
        // Source: https://linear.app/developers/graphql
        Detector.Create("secrets/linear-token", "Linear key or token", certain: true,
            Prefixed("lin_(?:api|oauth)_[A-Za-z0-9]{32,}", SecretText.IsRandom)),

        // Finds: integration tokens, old and new.
        // Misses: cookies (token_v2).
        // Example: ntn_ + 46 characters, secret_ + 43 characters
        // Source: https://developers.notion.com/docs/authorization
        Detector.Create("secrets/notion-token", "Notion integration token", certain: true,
            Prefixed("ntn_[A-Za-z0-9]{40,}", SecretText.IsRandom),
            Prefixed("secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])", SecretText.IsRandom, "legacy")),

        // Finds: personal access tokens.
        // Misses: OAuth tokens, which have no prefix.
        // Example: figd_ + 40 characters
        // Source: https://www.figma.com/developers/api#access-tokens
        Detector.Create("secrets/figma-token", "Figma personal access token", certain: true,
            Open("figd_[A-Za-z0-9_-]{40}", "[A-Za-z0-9_-]")),

        // Finds: the secret of a personal access token, behind its public id.
        // Misses: legacy keys (key and 14 characters).
        // Example: pat<14 characters>.<64 hex digits>
        // Source: https://airtable.com/developers/web/guides/personal-access-tokens
        Detector.Create("secrets/airtable-token", "Secret of an Airtable token", certain: true,
            Of("[0-9a-f]{64}(?![0-9A-Za-z])", "(?<![A-Za-z0-9])pat[A-Za-z0-9]{14}\\.", SecretText.IsRandom)),

        // Finds: Postman API keys and HubSpot private app tokens.
        // Misses: HubSpot keys from before 2022 (UUIDs).
        // Example: PMAK- + 24 hex digits + - + 34 hex digits
        // Source: https://learning.postman.com/docs/developer/postman-api/authentication/
        Detector.Create("secrets/workspace-token", "Postman or HubSpot token", certain: true,
            Prefixed("PMAK-[0-9a-f]{24}-[0-9a-f]{34}", SecretText.IsRandom),
            Prefixed("pat-(?:na|eu|ap)[0-9]-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", SecretText.IsRandom, "hubspot")),
    ];
}
