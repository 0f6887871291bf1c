using System.Globalization;
using Sluice.Governance.Identity;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Configuration;

/// <summary>Reads <c>Sluice:Store</c>, <c>Sluice:MasterKey</c> and <c>Sluice:Keys</c>.</summary>
internal static class KeysSection
{
    /// <summary>Stands for every permission.</summary>
    private const string All = "*";

    /// <param name="reader">The section <c>Sluice</c>.</param>
    public static void ReadStore(SectionReader reader, SluiceOptions options)
    {
        options.Store = SecretText.Read(reader, nameof(options.Store));
        options.MasterKey = SecretText.Read(reader, nameof(options.MasterKey));
        bool? postgres = options.Store is null ? false : StoreSettings.IsPostgres(options.Store.Value);
        if (postgres is null)
            reader.Error(nameof(options.Store), "is no connection string: Data Source=… for SQLite, Host=…;Database=… for PostgreSQL");
        if (options.MasterKey is { } key)
        {
            if (MasterKey.TryParse(key.Value, out string? problem) is null)
                reader.Error(nameof(options.MasterKey), problem!);
        }
        else if (postgres == true && !reader.Has(nameof(options.MasterKey)))
        {
            reader.Error(nameof(options.MasterKey), "is missing: nodes that share a PostgreSQL database share this key; make one with: openssl rand -base64 32");
        }
    }

    public static KeysOptions Read(SectionReader reader)
    {
        var keys = new KeysOptions();
        keys.EmptyMeansAll = reader.Flag(nameof(keys.EmptyMeansAll), keys.EmptyMeansAll);
        keys.StaleMinutes = Number(nameof(keys.StaleMinutes), keys.StaleMinutes);
        keys.HistoryDays = Number(nameof(keys.HistoryDays), keys.HistoryDays);
        SectionReader declared = reader.Section(nameof(keys.Declared));
        foreach (string name in declared.Names)
            keys.Declared[name] = ReadDeclared(declared.Section(name), name);
        reader.RefuseUnknown();
        return keys;

        int Number(string name, int fallback)
        {
            (long least, long most) = OptionRange.Of<KeysOptions>(name);
            return (int)reader.Number(name, fallback, least, most);
        }
    }

    /// <summary>The declared keys; all of them were found right when they were read.</summary>
    public static IReadOnlyList<DeclaredKey> Declared(KeysOptions options) => [.. options.Declared.Select(k => new DeclaredKey(
        k.Key,
        [.. k.Value.Secret is { } secret ? KeyHasher.DigestOf(secret.Value) : Convert.FromHexString(k.Value.Hash)],
        k.Value.Secret is { } shown ? KeySecret.LastOf(shown.Value) : "",
        k.Value.Tenant,
        Settings(k.Key, k.Value)))];

    private static DeclaredKeyOptions ReadDeclared(SectionReader reader, string name)
    {
        var key = new DeclaredKeyOptions();
        key.Hash = reader.Text(nameof(key.Hash)) ?? key.Hash;
        key.Secret = SecretText.Read(reader, nameof(key.Secret));
        key.Tenant = reader.Text(nameof(key.Tenant)) ?? key.Tenant;
        key.Project = reader.Text(nameof(key.Project)) ?? key.Project;
        key.Permissions.AddRange(reader.Texts(nameof(key.Permissions)));
        key.Models.AddRange(reader.Texts(nameof(key.Models)));
        key.Endpoints.AddRange(reader.Texts(nameof(key.Endpoints)));
        key.Parameters.AddRange(reader.Texts(nameof(key.Parameters)));
        QuotasSection.ReadQuotas(reader.Section(nameof(key.Limits)), key.Limits);
        key.Sources = SluiceSection.ReadNetworks(reader, nameof(key.Sources));
        key.Workload = reader.Text(nameof(key.Workload)) ?? key.Workload;
        key.ExpiresAt = reader.Text(nameof(key.ExpiresAt)) ?? key.ExpiresAt;
        reader.RefuseUnknown();
        Check(reader, name, key);
        return key;
    }

    private static void Check(SectionReader reader, string name, DeclaredKeyOptions key)
    {
        bool hasSecret = reader.Has(nameof(key.Secret)), hasHash = key.Hash.Length > 0;
        if (hasSecret == hasHash)
            reader.Error(hasSecret ? nameof(key.Hash) : nameof(key.Secret), hasSecret ? "stands beside a Secret: give one of them" : "is missing, and so is Hash: give one of them (sluice key generate)");
        if (hasHash && (key.Hash.Length != 2 * KeyHasher.Size || !key.Hash.All(char.IsAsciiHexDigit)))
            reader.Error(nameof(key.Hash), "is not the SHA-256 of a secret in hexadecimal");
        if (key.Secret is { } secret && !KeySecret.IsWellFormed(secret.Value))
            reader.Error(nameof(key.Secret), "is no secret of the gate's form; sluice key generate makes one");
        if (key.Permissions.Count == 0)
            reader.Error(nameof(key.Permissions), "is empty: name the permissions that the key needs, or * for all");
        foreach (string permission in key.Permissions.Where(p => !string.Equals(p, All, StringComparison.Ordinal) && !Permission.TryParse(p, out _)))
            reader.Error(nameof(key.Permissions), $"\"{permission}\" is no permission such as Interactions:Read");
        if (key.ExpiresAt.Length > 0 && !TryParse(key.ExpiresAt, out _))
            reader.Error(nameof(key.ExpiresAt), $"\"{key.ExpiresAt}\" is no time such as 2027-01-31T00:00:00Z");
        else if (KeyChecks.Wrong(Settings(name, key)) is { } wrong)
            reader.Error(char.ToUpperInvariant(wrong.Field[0]) + wrong.Field[1..], wrong.Problem);
    }

    private static KeySettings Settings(string name, DeclaredKeyOptions key) => new()
    {
        Name = name,
        Project = key.Project.Length > 0 ? key.Project : null,
        Permissions = key.Permissions.Contains(All, StringComparer.Ordinal) ? PermissionSet.All : PermissionSet.Of([.. key.Permissions.Where(p => Permission.TryParse(p, out _)).Select(p => Parse(p))]),
        Scope = new AccessScope { Models = key.Models, Endpoints = key.Endpoints, Parameters = key.Parameters },
        Limits = [.. key.Limits.Select(l => QuotasSection.Spec(l.Key, l.Value))],
        Sources = key.Sources,
        Workload = key.Workload.Length > 0 ? new Workload(key.Workload) : null,
        ExpiresAt = TryParse(key.ExpiresAt, out DateTimeOffset end) ? end : null,
    };

    private static Permission Parse(string text) => Permission.TryParse(text, out Permission permission) ? permission : default;

    private static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
