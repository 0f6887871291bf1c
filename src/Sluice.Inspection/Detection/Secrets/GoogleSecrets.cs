using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Google Cloud, Gemini, Firebase and OAuth clients.</summary>
internal static class GoogleSecrets
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: API keys (Maps, Gemini, Firebase): AIza and 35 characters.
        // Misses: keys that a Firebase app publishes on purpose are found like all others.
        // Example: AIza + 35 characters
        // Source: https://cloud.google.com/docs/authentication/api-keys
        Detector.Create("secrets/google-api-key", "Google API key", certain: true,
            Prefixed("AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_])", SecretText.IsRandom)),

        // Finds: OAuth access tokens (ya29.) and refresh tokens (1//0).
        // Misses: authorization codes (4/...), which live for minutes.
        // Example: ya29.a0AfH6SMBx...
        // Source: https://developers.google.com/identity/protocols/oauth2
        Detector.Create("secrets/google-oauth-token", "Google OAuth access or refresh token", certain: true,
            Open("ya29\\.[0-9A-Za-z_-]{20}", "[0-9A-Za-z_-]"),
            Of(WordStart + "1//0[0-9A-Za-z_-]{30,}", validator: SecretText.IsRandom, variant: "refresh")),

        // Finds: OAuth client secrets: GOCSPX- and 28 characters.
        // Misses: client secrets from before 2021, which have no prefix.
        // Example: GOCSPX- + 28 characters
        // Source: https://support.google.com/cloud/answer/6158849
        Detector.Create("secrets/google-client-secret", "Google OAuth client secret", certain: true,
            Prefixed("GOCSPX-[0-9A-Za-z_-]{28}")),
    ];
}
