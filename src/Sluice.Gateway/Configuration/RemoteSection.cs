using System.Net;
using Sluice.Gateway.Judges;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>Reads <c>Sluice:Detectors:&lt;name&gt;:Remote</c>.</summary>
internal static class RemoteSection
{
    private const int LongestKey = 2_048;
    private const int ShortestSigningKey = 16;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The options; with them, where nothing is wrong, what the judge is asked by.</summary>
    public static RemoteOptions Read(SectionReader reader, string name, Dictionary<string, JudgeSettings> judges)
    {
        var options = new RemoteOptions();
        options.Kind = reader.Text(nameof(options.Kind)) ?? "";
        options.Url = reader.Text(nameof(options.Url)) ?? "";
        options.Key = reader.Text(nameof(options.Key)) ?? "";
        options.SigningKey = reader.Text(nameof(options.SigningKey)) ?? "";
        options.Model = reader.Text(nameof(options.Model)) ?? "";
        options.Prompt = reader.Text(nameof(options.Prompt)) ?? "";
        options.Safe = reader.Text(nameof(options.Safe)) ?? options.Safe;
        options.Unsafe = reader.Text(nameof(options.Unsafe)) ?? options.Unsafe;
        options.Language = reader.Text(nameof(options.Language)) ?? options.Language;
        options.Timeout = reader.Duration(nameof(options.Timeout), options.Timeout, ShortestTimeout, LongestTimeout);
        (decimal least, decimal most) = OptionRange.OfDecimal<RemoteOptions>(nameof(options.Threshold));
        options.Threshold = reader.Decimal(nameof(options.Threshold), options.Threshold, least, most);
        options.MaxConcurrent = Number(nameof(options.MaxConcurrent), options.MaxConcurrent);
        options.CacheSeconds = Number(nameof(options.CacheSeconds), options.CacheSeconds);
        options.MaxCharacters = Number(nameof(options.MaxCharacters), options.MaxCharacters);
        SectionReader categories = reader.Section(nameof(options.Categories));
        foreach (string category in categories.Names)
            options.Categories[category] = categories.Texts(category);
        SecretText? key = SecretText.Read(reader, nameof(options.Key));
        SecretText? signingKey = SecretText.Read(reader, nameof(options.SigningKey));
        Uri? address = AddressOf(reader, options, hasKey: options.Key.Length > 0);
        Check(reader, options, key, signingKey);
        reader.RefuseUnknown();
        if (address is not null && Enum.TryParse(options.Kind, ignoreCase: true, out RemoteKind kind))
            judges[name] = new JudgeSettings(name, kind, address, key, signingKey, options);
        return options;

        int Number(string property, int fallback)
        {
            (long lowest, long highest) = OptionRange.Of<RemoteOptions>(property);
            return (int)reader.Number(property, fallback, lowest, highest);
        }
    }

    private static Uri? AddressOf(SectionReader reader, RemoteOptions options, bool hasKey)
    {
        bool isAddress = Uri.TryCreate(options.Url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 && address.Fragment.Length == 0;
        if (!isAddress)
            reader.Error(nameof(options.Url), $"\"{(address?.UserInfo.Length > 0 ? "…" : options.Url)}\" is not an address such as https://judge.example.com/v1/moderations, without a user or a fragment");
        else if (hasKey && address!.Scheme is "http" && !IsOfThisMachine(address))
            reader.Error(nameof(options.Url), "is not https, and a key is sent over https or to this machine only");
        return isAddress ? address : null;
    }

    private static bool IsOfThisMachine(Uri address) => address.IsLoopback || (IPAddress.TryParse(address.Host, out IPAddress? ip) && IPAddress.IsLoopback(ip));

    private static void Check(SectionReader reader, RemoteOptions options, SecretText? key, SecretText? signingKey)
    {
        if (key is not null && !(key.Value.Length <= LongestKey && key.Value.All(c => c is > ' ' and < '\u007F')))
            reader.Error(nameof(options.Key), $"is not a credential of up to {LongestKey} visible ASCII characters");
        if (signingKey is not null && signingKey.Value.Length < ShortestSigningKey)
            reader.Error(nameof(options.SigningKey), $"is shorter than {ShortestSigningKey} characters");
        Only(nameof(options.SigningKey), options.SigningKey.Length > 0, RemoteKind.Webhook);
        Only(nameof(options.Prompt), options.Prompt.Length > 0, RemoteKind.GuardModel);
        Only(nameof(options.Threshold), options.Threshold > 0, RemoteKind.OpenAiModeration, RemoteKind.Presidio);
        if (options.Prompt.Length > 0 && !options.Prompt.Contains("{text}", StringComparison.Ordinal))
            reader.Error(nameof(options.Prompt), "has no {text} in it");
        if (options.Kind.Equals(nameof(RemoteKind.GuardModel), StringComparison.OrdinalIgnoreCase) && options.Model.Length == 0)
            reader.Error(nameof(options.Model), "is missing: the model that judges");
        if (options.Safe.Length == 0 || options.Unsafe.Length == 0)
            reader.Error(nameof(options.Safe), "and Unsafe are how answers begin: neither can be empty");

        void Only(string name, bool given, params RemoteKind[] kinds)
        {
            if (given && !Array.Exists(kinds, k => options.Kind.Equals(k.ToString(), StringComparison.OrdinalIgnoreCase)))
                reader.Error(name, $"is of use for {string.Join(" and ", kinds)} only");
        }
    }
}
