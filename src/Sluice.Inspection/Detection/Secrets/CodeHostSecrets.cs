using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.Secrets;

/// <summary>GitHub, GitLab, Bitbucket and what belongs to them.</summary>
internal static class CodeHostSecrets
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: personal, OAuth, user-to-server, server-to-server and refresh tokens whose checksum is right: real ones.
        // Misses: tokens of another length; secrets/github-token-like has them.
        // Example: ghp_ + 30 characters + 6 characters of checksum
        // Source: https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
        Detector.Create("secrets/github-token", "GitHub token with a valid checksum", certain: true,
            Prefixed("gh[pousr]_[0-9A-Za-z]{36}", GitHubChecksum.IsValid)),

        // Finds: the same without looking at the checksum, of any length from 36 on: tokens of test data and of formats to come.
        // Misses: rows of one character, as documentation has them.
        // Example: ghp_ + at least 36 characters
        // Source: https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
        Detector.Create("secrets/github-token-like", "GitHub token by its form alone", certain: true,
            Prefixed("gh[pousr]_[0-9A-Za-z]{36,}", SecretText.IsRandom)),

        // Finds: fine-grained personal tokens.
        // Misses: tokens cut short.
        // Example: github_pat_ + 22 characters + _ + 59 characters
        // Source: https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens
        Detector.Create("secrets/github-fine-grained-token", "GitHub fine-grained personal access token", certain: true,
            Open("github_pat_[0-9A-Za-z_]{36}", "[0-9A-Za-z_]")),

        // Finds: personal, deploy, runner, trigger, feed, agent, job, SCIM and OAuth secrets, and registration tokens.
        // Misses: personal tokens from before version 14, which have no prefix; the length and checksum behind the dots of routable tokens stay.
        // Example: glpat- + 20 characters
        // Source: https://docs.gitlab.com/security/tokens/
        Detector.Create("secrets/gitlab-token", "GitLab token", certain: true,
            Open("gl(?:pat|oas|dt|rt|rtr|ptt|soat|cbt|ft|imt|agent|feat|ffct)-[0-9A-Za-z_-]{20}", "[0-9A-Za-z_-]"),
            Prefixed("GR1348941[0-9A-Za-z_-]{20}", SecretText.IsRandom, "registration")),

        // Finds: Atlassian API tokens, Bitbucket app passwords and repository tokens.
        // Misses: tokens from before 2022 (24 letters and digits).
        // Example: ATATT3xFfGF0 + about 180 characters
        // Source: https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/
        Detector.Create("secrets/atlassian-token", "Atlassian or Bitbucket token", certain: true,
            Open("AT(?:ATT|CTT)3[A-Za-z0-9_=-]{60}", "[A-Za-z0-9_=-]"),
            Prefixed("ATBB[A-Za-z0-9]{28,40}(?![A-Za-z0-9])", SecretText.IsRandom, "bitbucket")),
    ];
}
