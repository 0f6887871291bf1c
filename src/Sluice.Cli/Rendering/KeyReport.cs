using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Governance.Identity;
using Spectre.Console;

namespace Sluice.Cli.Rendering;

/// <summary>Keys as tables, or as JSON for scripts.</summary>
internal static class KeyReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>A key and its new secret.</summary>
    public static void Write(IssuedKey issued, bool json)
    {
        TextWriter output = AnsiConsole.Console.Profile.Out.Writer; // Unwrapped: a secret is to be copied.
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(Of(issued.Key) with { Secret = issued.Secret }, Options));
            return;
        }

        AnsiConsole.Write(Table(issued.Key));
        output.WriteLine("Its secret, which is shown this once:");
        output.WriteLine();
        output.WriteLine($"  {issued.Secret}");
        output.WriteLine();
        output.WriteLine("Callers present it in place of their provider's key: Authorization: Bearer, x-api-key, api-key or x-goog-api-key.");
        output.WriteLine($"The management API takes it as Authorization: Bearer. As an OAuth2 client its id is {issued.Key.Id}.");
    }

    public static void Write(KeyRecord key, bool json)
    {
        if (json)
            AnsiConsole.Console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(Of(key), Options));
        else
            AnsiConsole.Write(Table(key));
    }

    public static void Write(IReadOnlyList<KeyRecord> keys, bool json)
    {
        if (json)
        {
            AnsiConsole.Console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(keys.Select(Of), Options));
            return;
        }

        Table table = new Table().Border(TableBorder.Rounded).Title("Keys").AddColumns("Name", "Id", "Status", "Ends", "Secret");
        foreach (KeyRecord key in keys)
            table.AddRow(Markup.Escape(key.Settings.Name), Markup.Escape(key.Id), Status(key), Time(key.Settings.ExpiresAt), Markup.Escape(Shown(key.LastCharacters)));
        AnsiConsole.Write(table);
    }

    private static Table Table(KeyRecord key)
    {
        KeySettings s = key.Settings;
        Table table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        Row("Name", s.Name);
        Row("Id", key.Id);
        Row("Tenant", key.Tenant);
        Row("Status", key.Reason is null ? Status(key) : $"{Status(key)}: {key.Reason}");
        Row("Project", s.Project);
        Row("App", s.App);
        Row("Role", s.Role?.ToString());
        Row("Permissions", s.Permissions == PermissionSet.All ? "all" : s.Permissions.ToString());
        Row("Models", string.Join(", ", s.Scope.Models));
        Row("Endpoints", string.Join(", ", s.Scope.Endpoints));
        Row("Parameters", string.Join(", ", s.Scope.Parameters));
        Row("Limits", string.Join(", ", s.Limits.Select(l => l.Name)));
        Row("Sources", string.Join(", ", s.Sources));
        Row("Workload", s.Workload?.Kind);
        Row("Ends", Time(s.ExpiresAt));
        Row("Made", key.IsDeclared ? "by the configuration" : $"{Time(key.CreatedAt)} by {key.CreatedBy}");
        foreach (SecretRecord secret in key.Secrets)
            Row("Secret", $"{Shown(secret.LastCharacters)}{(secret.ExpiresAt is null ? "" : $", ends {Time(secret.ExpiresAt)}")}");
        return table;

        void Row(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                table.AddRow(name, Markup.Escape(value));
        }
    }

    private static string Shown(string last) => last.Length > 0 ? $"{KeySecret.Prefix}…{last}" : "";

    private static string Status(KeyRecord key) => key.IsDeclared ? "declared" : key.Status.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? "never";

    private static KeyJson Of(KeyRecord key) => new(
        key.Id,
        key.Settings.Name,
        key.Tenant,
        Status(key),
        key.Reason,
        key.Settings.Project,
        key.Settings.App,
        key.Settings.Role,
        [.. key.Settings.Permissions.Permissions().Select(p => p.ToString())],
        key.Settings.Scope,
        [.. key.Settings.Sources.Select(n => n.ToString())],
        key.Settings.Workload?.Kind,
        key.Settings.ExpiresAt,
        key.CreatedBy,
        key.CreatedAt,
        [.. key.Secrets.Select(s => new SecretJson(s.Id, s.LastCharacters, s.ExpiresAt))]);

    private sealed record KeyJson(
        string Id,
        string Name,
        string Tenant,
        string Status,
        string? Reason,
        string? Project,
        string? App,
        ConsoleRole? Role,
        IReadOnlyList<string> Permissions,
        AccessScope Scope,
        IReadOnlyList<string> Sources,
        string? Workload,
        DateTimeOffset? ExpiresAt,
        string CreatedBy,
        DateTimeOffset CreatedAt,
        IReadOnlyList<SecretJson> Secrets)
    {
        /// <summary>Where it was made just now.</summary>
        public string? Secret { get; init; }
    }

    private sealed record SecretJson(string Id, string Last8, DateTimeOffset? ExpiresAt);
}
