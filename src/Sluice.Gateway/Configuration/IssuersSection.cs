using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Gateway.Configuration;

/// <summary>Reads <c>Sluice:Identity:Issuers</c>.</summary>
internal static class IssuersSection
{
    public static Dictionary<string, IssuerOptions> Read(SectionReader reader)
    {
        var issuers = new Dictionary<string, IssuerOptions>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in reader.Names)
        {
            SectionReader one = reader.Section(name);
            IssuerOptions options = ReadOne(one);
            if (issuers.FirstOrDefault(i => string.Equals(i.Value.Issuer, options.Issuer, StringComparison.Ordinal)).Key is { } other)
                one.Error(nameof(options.Issuer), $"\"{options.Issuer}\" is the issuer of \"{other}\", too");
            issuers[name] = options;
        }

        return issuers;
    }

    /// <summary>Two issuers of one name could write each other's tokens.</summary>
    public static void RefuseOwnName(SectionReader identity, TokenOptions tokens, IReadOnlyDictionary<string, IssuerOptions> issuers)
    {
        foreach ((string name, IssuerOptions options) in issuers)
        {
            if (string.Equals(options.Issuer, tokens.Issuer, StringComparison.Ordinal))
                identity.Section(nameof(IdentityOptions.Issuers)).Section(name).Error(nameof(options.Issuer), $"\"{options.Issuer}\" is the name of the gate's own tokens' issuer (Sluice:Tokens:Issuer)");
        }
    }

    private static IssuerOptions ReadOne(SectionReader reader)
    {
        var options = new IssuerOptions();
        options.Issuer = reader.Text(nameof(options.Issuer)) ?? "";
        if (options.Issuer.Length == 0)
            reader.Error(nameof(options.Issuer), "is missing: the claim iss of its tokens");
        options.Audiences.AddRange(reader.Texts(nameof(options.Audiences)));
        if (options.Audiences.Count == 0)
            reader.Error(nameof(options.Audiences), "is missing: the claim aud of tokens that are meant for this gate");
        options.Jwks = reader.Text(nameof(options.Jwks)) ?? "";
        if (IssuerOptions.ObjectionTo(options.Jwks) is { } objection)
            reader.Error(nameof(options.Jwks), $"\"{options.Jwks}\" {objection}");
        options.Algorithms.AddRange(reader.Texts(nameof(options.Algorithms)));
        foreach (string algorithm in options.Algorithms.Where(a => !IssuerOptions.KnownAlgorithms.Contains(a, StringComparer.Ordinal)))
            reader.Error(nameof(options.Algorithms), $"\"{algorithm}\" is not one of {string.Join(", ", IssuerOptions.KnownAlgorithms)}");
        options.Tenant = reader.Text(nameof(options.Tenant)) ?? options.Tenant;
        options.Project = reader.Text(nameof(options.Project)) ?? "";
        ReadPermissions(reader, options.Permissions);
        options.Models.AddRange(reader.Texts(nameof(options.Models)));
        options.Endpoints.AddRange(reader.Texts(nameof(options.Endpoints)));
        ReadRequired(reader.Section(nameof(options.Require)), options.Require);
        ReadClaims(reader.Section(nameof(options.Claims)), options.Claims);
        ReadRoles(reader.Section(nameof(options.Roles)), options.Roles);
        reader.RefuseUnknown();
        return options;
    }

    private static void ReadPermissions(SectionReader reader, List<string> permissions)
    {
        permissions.AddRange(reader.Texts(nameof(IssuerOptions.Permissions)));
        foreach (string permission in permissions.Where(p => p is not "*" && !Permission.TryParse(p, out _)))
            reader.Error(nameof(IssuerOptions.Permissions), $"\"{permission}\" is not a permission such as Interactions:Write");
    }

    private static void ReadRequired(SectionReader reader, Dictionary<string, List<string>> required)
    {
        foreach (string claim in reader.Names)
        {
            required[claim] = reader.Texts(claim);
            if (required[claim].Count == 0)
                reader.Error(claim, "names no value that would do");
        }
    }

    private static void ReadClaims(SectionReader reader, ClaimOptions claims)
    {
        claims.Subject = reader.Text(nameof(claims.Subject)) ?? claims.Subject;
        if (claims.Subject.Length == 0)
            reader.Error(nameof(claims.Subject), "is empty: callers need a name");
        claims.Tenant = reader.Text(nameof(claims.Tenant)) ?? "";
        claims.Project = reader.Text(nameof(claims.Project)) ?? "";
        claims.App = reader.Text(nameof(claims.App)) ?? "";
        claims.Permissions = reader.Text(nameof(claims.Permissions)) ?? "";
        claims.Roles = reader.Text(nameof(claims.Roles)) ?? "";
        claims.Models = reader.Text(nameof(claims.Models)) ?? "";
        claims.Endpoints = reader.Text(nameof(claims.Endpoints)) ?? "";
        reader.RefuseUnknown();
    }

    private static void ReadRoles(SectionReader reader, Dictionary<string, RoleOptions> roles)
    {
        foreach (string name in reader.Names)
        {
            SectionReader one = reader.Section(name);
            var role = new RoleOptions();
            ReadPermissions(one, role.Permissions);
            role.Parameters.AddRange(one.Texts(nameof(role.Parameters)));
            one.RefuseUnknown();
            roles[name] = role;
        }
    }
}
