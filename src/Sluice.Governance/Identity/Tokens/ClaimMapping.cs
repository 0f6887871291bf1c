using System.Text.Json;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>Makes a caller of a trusted issuer's claims, as the configuration says.</summary>
internal sealed class ClaimMapping(string name, IssuerOptions options)
{
    /// <summary>Characters of the longest name that a claim may give anything.</summary>
    private const int MaxName = 256;

    /// <summary>Entries of the longest list.</summary>
    private const int MaxItems = 256;

    private readonly PermissionSet _permissions = Configured(options.Permissions);
    private readonly Dictionary<string, (PermissionSet Permissions, List<string> Parameters)> _roles =
        options.Roles.ToDictionary(r => r.Key, r => (Configured(r.Value.Permissions), r.Value.Parameters), StringComparer.Ordinal);

    /// <summary>Null where a claim is missing that the configuration asks for, or is of the wrong kind.</summary>
    public Caller? Read(JsonElement payload)
    {
        if (!options.Require.All(r => Texts(payload, r.Key).Exists(v => r.Value.Exists(w => Fits(v, w)))))
            return null;
        if (Names(payload, options.Claims.Subject) is not { } subject || Names(payload, Or(options.Claims.Tenant), options.Tenant) is not { } tenant)
            return null;
        if (!Narrow(payload, options.Claims.Models, options.Models, out IReadOnlyList<string> models) || !Narrow(payload, options.Claims.Endpoints, options.Endpoints, out IReadOnlyList<string> endpoints))
            return null;
        string? project = Names(payload, Or(options.Claims.Project), options.Project), app = Names(payload, Or(options.Claims.App), "");
        if (project is null || app is null)
            return null;
        (PermissionSet permissions, List<string> parameters) = Granted(payload);
        return new Caller($"{name}:{subject}")
        {
            Kind = CallerKind.Token,
            Tenant = tenant,
            Project = project.Length > 0 ? project : null,
            App = app.Length > 0 ? app : null,
            Permissions = permissions,
            Scope = new AccessScope { Models = models, Endpoints = endpoints, Parameters = parameters },
        };
    }

    private (PermissionSet Permissions, List<string> Parameters) Granted(JsonElement payload)
    {
        PermissionSet permissions = _permissions;
        if (Or(options.Claims.Permissions) is { } claim)
            permissions = permissions.Union(Parse(Texts(payload, claim)));
        var parameters = new List<string>();
        foreach (string role in Or(options.Claims.Roles) is { } roles ? Texts(payload, roles) : [])
        {
            if (!_roles.TryGetValue(role, out (PermissionSet Permissions, List<string> Parameters) grant))
                continue;
            permissions = permissions.Union(grant.Permissions);
            parameters.AddRange(grant.Parameters);
        }

        return (permissions, parameters);
    }

    /// <summary>A claim's list where one is configured, which must not be empty: an empty scope would be all of them.</summary>
    private static bool Narrow(JsonElement payload, string claim, List<string> otherwise, out IReadOnlyList<string> list)
    {
        list = claim.Length == 0 ? otherwise : Texts(payload, claim);
        return claim.Length == 0 || list.Count > 0;
    }

    /// <summary>The one name that a claim gives, or else what stands for it; null where the claim ought to be there and is not.</summary>
    private static string? Names(JsonElement payload, string? claim, string otherwise = "")
    {
        if (claim is null)
            return otherwise;
        string? text = Find(payload, claim) is not { } value ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return text is { Length: > 0 and <= MaxName } && !text.Any(char.IsControl) ? text : null;
    }

    private static List<string> Texts(JsonElement payload, string claim)
    {
        List<string> texts = Find(payload, claim) is not { } value ? [] : value.ValueKind switch
        {
            JsonValueKind.String => [.. value.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)],
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [value.GetRawText()],
            _ => [],
        };
        return texts.Count <= MaxItems ? texts.FindAll(t => t.Length is > 0 and <= MaxName) : [];
    }

    private static JsonElement? Find(JsonElement parent, string claim)
    {
        if (parent.ValueKind != JsonValueKind.Object)
            return null;
        if (parent.TryGetProperty(claim, out JsonElement value))
            return value;
        int dot = claim.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && parent.TryGetProperty(claim[..dot], out JsonElement child) ? Find(child, claim[(dot + 1)..]) : null;
    }

    private static bool Fits(string value, string wanted) =>
        wanted.EndsWith('*') ? value.StartsWith(wanted.AsSpan(0, wanted.Length - 1), StringComparison.Ordinal) : value.Equals(wanted, StringComparison.Ordinal);

    private static string? Or(string claim) => claim.Length > 0 ? claim : null;

    /// <summary>Only the configuration may say that it is all of them.</summary>
    private static PermissionSet Configured(List<string> words) => words.Contains("*") ? PermissionSet.All : Parse(words);

    private static PermissionSet Parse(IEnumerable<string> words)
    {
        PermissionSet set = PermissionSet.None;
        foreach (string word in words)
        {
            if (Permission.TryParse(word, out Permission permission))
                set = set.Union(PermissionSet.Of(permission));
        }

        return set;
    }
}
