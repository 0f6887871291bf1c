using static Sluice.Inspection.Tests.Detection.Fake;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>Code hosts, registries, platforms.</summary>
internal static class DeveloperSecretCases
{
    public static IReadOnlyList<DetectorCase> All { get; } = Build();

    private static IReadOnlyList<DetectorCase> Build()
    {
        var list = new CaseList();
        CodeHosts(list);
        Registries(list);
        Platforms(list);
        return list.Cases;
    }

    private static void CodeHosts(CaseList list)
    {
        foreach (var prefix in new[] { "ghp_", "gho_", "ghu_", "ghs_", "ghr_" })
            list.Must("secrets/github-token", GitHubToken(prefix), "@@", "token @@, please", "https://x:@@@github.com/o/r.git", @"\n@@");
        list.Must("secrets/github-token", GitHubToken("ghp_", 7), "GITHUB_TOKEN=@@\n");
        var right = GitHubToken("ghp_");
        var wrong = right[..^1] + (right[^1] == 'a' ? 'b' : 'a');
        list.Pass("secrets/github-token", wrong, right[..39], "ghx_" + right[4..], "weigh" + right[2..], "ghp_" + new string('x', 36));

        list.Must("secrets/github-token-like", wrong, "@@", "Authorization: token @@");
        list.Must("secrets/github-token-like", "ghs_" + Of(Alnum, 80), "@@");
        list.Pass("secrets/github-token-like", wrong[..39], "ghp_" + new string('x', 36), "ghp_your_token_goes_here_instead_of_this");

        list.Must("secrets/github-fine-grained-token", $"github_pat_{Of(Alnum, 22)}_{Of(Alnum, 59)}", "@@", "GH_TOKEN=@@ gh api");
        list.Pass("secrets/github-fine-grained-token", "github_pat_", "github_pat_" + Of(Alnum, 20), "github_pat_short");

        list.Must("secrets/gitlab-token", "glpat-" + Of(Base64Url, 19) + "x", "@@", "PRIVATE-TOKEN: @@\r\n", "https://oauth2:@@@gitlab.com/g/p");
        list.Must("secrets/gitlab-token", "glpat-" + Of(Alnum, 27), "@@.01.1a2b3c4d5", "nglpat- and @@");
        list.Must("secrets/gitlab-token", "glrt-" + Of(Alnum, 20), "runner @@");
        list.Must("secrets/gitlab-token", "GR1348941" + Of(Alnum, 20), "--registration-token @@ ");
        list.Pass("secrets/gitlab-token", "glpat-", "glpat-" + Of(Alnum, 19), "eglpat-" + Of(Alnum, 20), "GR1348941");

        list.Must("secrets/atlassian-token", "ATATT3xFfGF0" + Of(Base64Url, 176) + "=1A2B3C4D", "@@", "user@example.org:@@\"");
        list.Must("secrets/atlassian-token", "ATBB" + Of(Alnum, 32), "@@");
        list.Pass("secrets/atlassian-token", "ATATT3", "ATBB" + Of(Alnum, 10), "FLATBB" + Of(Alnum, 32));
    }

    private static void Registries(CaseList list)
    {
        list.Must("secrets/npm-token", "npm_" + Of(Alnum, 36), "@@", "NPM_TOKEN=@@", "//registry.npmjs.org/:_authToken=@@");
        list.Must("secrets/npm-token", "a1b2c3d4-e5f6-7a8b-9c0d-" + Of(Hex, 12), "//registry.npmjs.org/:_authToken=@@\n");
        list.Pass("secrets/npm-token", "npm_config_user_agent", "npm_" + Of(Alnum, 35), "npm_" + Of(Alnum, 37), ":_authToken=${NPM_TOKEN}");

        list.Must("secrets/pypi-token", "pypi-AgEIcHlwaS5v" + "cmc" + Of(Base64Url, 90), "@@", "password = @@\n");
        list.Pass("secrets/pypi-token", "pypi-publish", "pypi-AgEIcHlwaS5v" + "cmc", "pypi-" + Of(Base64Url, 90).Replace("AgE", "Bgf", StringComparison.Ordinal));

        list.Must("secrets/nuget-api-key", "oy2" + Of(LowerAlnum, 43), "dotnet nuget push x.nupkg -k @@ -s y", "@@");
        list.Pass("secrets/nuget-api-key", "oy2" + Of(LowerAlnum, 42), "joy2" + Of(LowerAlnum, 43), "oy2" + Of(LowerAlnum, 44));

        list.Must("secrets/rubygems-api-key", "rubygems_" + Of(Hex, 48), "@@", ":rubygems_api_key: @@");
        list.Pass("secrets/rubygems-api-key", "rubygems_api_key", "rubygems_version_check");

        list.Must("secrets/docker-token", "dckr_pat_" + Of(Base64Url, 26) + "x", "@@", "docker login -u me -p @@\n");
        list.Must("secrets/docker-token", "dckr_oat_" + Of(Base64Url, 31) + "x", "@@");
        list.Pass("secrets/docker-token", "dckr_pat_short", "dckr_" + Of(Base64Url, 40));

        list.Must("secrets/package-registry-key", "cio" + Of(Alnum, 32), "cargo login @@", "@@");
        list.Must("secrets/package-registry-key", "AKCp" + Of(Alnum, 69), "X-JFrog-Art-Api: @@");
        list.Pass("secrets/package-registry-key", "ciolinguistically", "cio" + Of(Alnum, 31), "precio" + Of(Alnum, 32), "AKCp" + Of(Alnum, 50));
    }

    private static void Platforms(CaseList list)
    {
        list.Must("secrets/digitalocean-token", "dop_v1_" + Of(Hex, 64), "@@", "doctl auth init -t @@ ");
        list.Pass("secrets/digitalocean-token", "dop_v1_" + Of(Hex, 60), "dox_v1_" + Of(Hex, 64), "stdop_v2");

        list.Must("secrets/databricks-token", "dapi" + Of(Hex, 32), "@@", "DATABRICKS_TOKEN=@@\n");
        list.Must("secrets/databricks-token", "dapi" + Of(Hex, 32) + "-2", "@@");
        list.Pass("secrets/databricks-token", "dapi" + Of(Hex, 31), "dapi" + Of(Hex, 33), "fastdapi" + Of(LowerAlnum, 10), "dapi" + new string('0', 32));

        list.Must("secrets/vault-token", "hvs." + Of(Base64Url, 24), "VAULT_TOKEN=@@", "X-Vault-Token: @@\n");
        list.Must("secrets/vault-token", "hvb." + Of(Base64Url, 130), "@@");
        list.Pass("secrets/vault-token", "hvs.example", "hvs." + Of(Alnum, 19), "mhvs." + Of(Base64Url, 24));

        list.Must("secrets/terraform-token", Of(Base64Url, 67), "token = \"" + Of(Alnum, 14) + ".atlasv1.@@\"", "TFE_TOKEN=" + Of(Alnum, 14) + ".atlasv1.@@\n");
        list.Pass("secrets/terraform-token", "a.atlasv1." + Of(Base64Url, 67), Of(Alnum, 14) + ".atlasv1.short", Of(Alnum, 14) + ".atlasv2." + Of(Base64Url, 67));

        list.Must("secrets/hosting-token", "HRKU-" + Of(Base64Url, 58), "HEROKU_API_KEY=@@");
        list.Must("secrets/hosting-token", "nfp_" + Of(Alnum, 36), "@@");
        list.Must("secrets/hosting-token", "sbp_" + Of(Hex, 40), "@@ ");
        list.Must("secrets/hosting-token", "sb_secret_" + Of(Base64Url, 31), "@@");
        list.Must("secrets/hosting-token", "pscale_tkn_" + Of(Base64Url, 43), "@@");
        list.Must("secrets/hosting-token", "pul-" + Of(Hex, 40), "PULUMI_ACCESS_TOKEN=@@");
        list.Pass("secrets/hosting-token", "sbp_profile", "pul-" + Of(Hex, 39), "nfp_tables", "HRKU-short", "sb_publishable_" + Of(Base64Url, 31));

        list.Must("secrets/secret-manager-token", "dp.st.dev." + Of(Alnum, 40), "DOPPLER_TOKEN=@@");
        list.Must("secrets/secret-manager-token", "dp.pt." + Of(Alnum, 43), "@@");
        list.Must("secrets/secret-manager-token", "ops_eyJ" + Of(Base64, 200), "OP_SERVICE_ACCOUNT_TOKEN=@@");
        list.Pass("secrets/secret-manager-token", "dp.st.dev.short", "dp.xx." + Of(Alnum, 43), "ops_eyJhbGciOi");
    }
}
