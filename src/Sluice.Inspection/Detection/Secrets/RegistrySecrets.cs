using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>Package and image registries.</summary>
internal static class RegistrySecrets
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: npm access tokens, and whatever a .npmrc names _authToken.
        // Misses: _auth and _password of old .npmrc files.
        // Example: npm_ + 36 characters
        // Source: https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/
        Detector.Create("secrets/npm-token", "npm access token", certain: true,
            Prefixed("npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])", SecretText.IsRandom),
            Of("[A-Za-z0-9_./+=-]{20,}", ":_authToken[ \t]*=[ \t]*[\"']?", SecretText.IsRandom, variant: "npmrc")),

        // Finds: tokens of PyPI and its test instance: macaroons that begin with the registry's name in base64.
        // Misses: macaroons of other registries.
        // Example: pypi-AgEIcHlwaS5vcmc + base64
        // Source: https://pypi.org/help/#apitoken
        Detector.Create("secrets/pypi-token", "PyPI API token", certain: true,
            Open("pypi-AgE[A-Za-z0-9_-]{40}", "[A-Za-z0-9_-]")),

        // Finds: keys of nuget.org.
        // Misses: keys from before 2018 (GUIDs).
        // Example: oy2 + 43 lower-case letters and digits
        // Source: https://learn.microsoft.com/nuget/nuget-org/scoped-api-keys
        Detector.Create("secrets/nuget-api-key", "NuGet API key", certain: true,
            Prefixed("oy2[a-z0-9]{43}(?![A-Za-z0-9])", SecretText.IsRandom)),

        // Finds: keys of rubygems.org.
        // Misses: keys from before the prefix of 2020.
        // Example: rubygems_ + 48 hex digits
        // Source: https://guides.rubygems.org/api-key-scopes/
        Detector.Create("secrets/rubygems-api-key", "RubyGems API key", certain: true,
            Prefixed("rubygems_[a-f0-9]{48}", SecretText.IsRandom)),

        // Finds: personal and organisation tokens of Docker Hub.
        // Misses: passwords in config.json, which are base64 behind "auth".
        // Example: dckr_pat_ + 27 characters
        // Source: https://docs.docker.com/security/access-tokens/
        Detector.Create("secrets/docker-token", "Docker Hub access token", certain: true,
            Open("dckr_[po]at_[A-Za-z0-9_-]{27}", "[A-Za-z0-9_-]")),

        // Finds: tokens of crates.io and API keys of JFrog Artifactory.
        // Misses: Artifactory reference tokens, which are bare base64.
        // Example: cio + 32 characters
        // Source: https://crates.io/settings/tokens
        Detector.Create("secrets/package-registry-key", "crates.io token or Artifactory key", certain: true,
            Prefixed("cio[A-Za-z0-9]{32}(?![A-Za-z0-9])", SecretText.IsKey),
            Prefixed("AKCp[A-Za-z0-9]{69}(?![A-Za-z0-9])", SecretText.IsRandom, "artifactory")),
    ];
}
