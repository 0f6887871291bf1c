using System.Net;
using System.Text.Json.Nodes;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>Reads the section <c>Sluice</c> into options: a key is a property's name, and its bounds stand on the property.</summary>
internal static class SluiceSection
{
    public static SluiceOptions Read(JsonObject? section, List<ConfigurationError> errors)
    {
        var reader = new SectionReader(section, "Sluice", errors);
        var options = new SluiceOptions
        {
            Limits = ReadLimits(reader.Section("Limits")),
            Headers = ReadHeaders(reader.Section("Headers")),
            Simulator = ReadSimulator(reader.Section("Simulator")),
            Identity = IdentitySection.Read(reader.Section("Identity")),
            Audit = AuditSection.Read(reader.Section("Audit")),
            Models = ModelsSection.Read(reader.Section("Models")),
            TrustedProxies = ReadNetworks(reader, "TrustedProxies"),
        };
        options.Tokens = TokensSection.Read(reader.Section("Tokens"));
        IssuersSection.RefuseOwnName(reader.Section("Identity"), options.Tokens, options.Identity.Issuers);
        ProvidersSection.Read(reader.Section("Providers"), options.Providers);
        KeysSection.ReadStore(reader, options);
        options.Keys = KeysSection.Read(reader.Section("Keys"));
        QuotasSection.Read(reader, options);
        ReadDetectors(reader.Section("Detectors"), options);
        ReadPolicies(reader.Section("Policies"), options.Inspection.Policies);
        reader.RefuseUnknown();
        return options;
    }

    private static LimitsOptions ReadLimits(SectionReader reader)
    {
        var limits = new LimitsOptions();
        limits.MaxBodyBytes = Number(nameof(limits.MaxBodyBytes), limits.MaxBodyBytes);
        limits.MaxResponseBytes = Number(nameof(limits.MaxResponseBytes), limits.MaxResponseBytes);
        limits.MaxBufferedBytes = Number(nameof(limits.MaxBufferedBytes), limits.MaxBufferedBytes);
        limits.MaxJsonDepth = (int)Number(nameof(limits.MaxJsonDepth), limits.MaxJsonDepth);
        limits.MaxEventBytes = (int)Number(nameof(limits.MaxEventBytes), limits.MaxEventBytes);
        reader.RefuseUnknown();
        return limits;

        long Number(string name, long fallback)
        {
            (long least, long most) = OptionRange.Of<LimitsOptions>(name);
            return reader.Number(name, fallback, least, most);
        }
    }

    private static HeadersOptions ReadHeaders(SectionReader reader)
    {
        var headers = new HeadersOptions { Decision = reader.Flag(nameof(HeadersOptions.Decision), fallback: false) };
        reader.RefuseUnknown();
        return headers;
    }

    private static SimulatorOptions ReadSimulator(SectionReader reader)
    {
        var simulator = new SimulatorOptions { Enabled = reader.Flag(nameof(SimulatorOptions.Enabled), fallback: false) };
        reader.RefuseUnknown();
        return simulator;
    }

    internal static List<IPNetwork> ReadNetworks(SectionReader reader, string name)
    {
        var networks = new List<IPNetwork>();
        foreach (string text in reader.Texts(name))
        {
            if (IPNetwork.TryParse(text, out IPNetwork network))
                networks.Add(network);
            else
                reader.Error(name, $"\"{text}\" is not a network such as 10.0.0.0/8");
        }

        return networks;
    }

    private static void ReadDetectors(SectionReader reader, SluiceOptions options)
    {
        foreach (string name in reader.Names)
        {
            SectionReader one = reader.Section(name);
            var detector = new DetectorOptions { Pattern = one.Text(nameof(DetectorOptions.Pattern)) };
            detector.Words.AddRange(one.Texts(nameof(DetectorOptions.Words)));
            if (one.Has(nameof(DetectorOptions.Remote)))
                detector.Remote = RemoteSection.Read(one.Section(nameof(DetectorOptions.Remote)), name, options.Judges);
            DetectorKinds.Read(one, detector);
            if (one.Has(nameof(DetectorOptions.Urls)))
                detector.Urls = ReadUrls(one.Section(nameof(DetectorOptions.Urls)));
            detector.Languages = ReadLanguages(one);
            one.RefuseUnknown();
            options.Inspection.Detectors[name] = detector;
        }
    }

    private static UrlOptions ReadUrls(SectionReader reader)
    {
        var urls = new UrlOptions { Feed = reader.Text(nameof(UrlOptions.Feed)) };
        urls.Allow.AddRange(reader.Texts(nameof(urls.Allow)));
        urls.Deny.AddRange(reader.Texts(nameof(urls.Deny)));
        urls.Categories.AddRange(reader.Texts(nameof(urls.Categories)));
        reader.RefuseUnknown();
        return urls;
    }

    private static LanguagesOptions? ReadLanguages(SectionReader detector)
    {
        if (!detector.Has(nameof(DetectorOptions.Languages)))
            return null;
        SectionReader reader = detector.Section(nameof(DetectorOptions.Languages));
        var languages = new LanguagesOptions();
        languages.Allow.AddRange(reader.Texts(nameof(languages.Allow)));
        reader.RefuseUnknown();
        return languages;
    }

    private static void ReadPolicies(SectionReader reader, Dictionary<string, PolicyOptions> policies)
    {
        foreach (string name in reader.Names)
        {
            SectionReader one = reader.Section(name);
            var policy = new PolicyOptions();
            policy.Mode = one.Text(nameof(policy.Mode)) ?? policy.Mode;
            policy.OnFailure = one.Text(nameof(policy.OnFailure)) ?? policy.OnFailure;
            policy.OnUnknown = one.Text(nameof(policy.OnUnknown)) ?? policy.OnUnknown;
            policy.OnSigned = one.Text(nameof(policy.OnSigned)) ?? policy.OnSigned;
            SectionReader addresses = one.Section(nameof(policy.RemoteUrls));
            policy.RemoteUrls.Allow.AddRange(addresses.Texts(nameof(RemoteUrlOptions.Allow)));
            policy.RemoteUrls.Deny.AddRange(addresses.Texts(nameof(RemoteUrlOptions.Deny)));
            addresses.RefuseUnknown();
            foreach (SectionReader item in one.Items(nameof(policy.Rules)))
                policy.Rules.Add(ReadRule(item));
            one.RefuseUnknown();
            policies[name] = policy;
        }
    }

    private static RuleOptions ReadRule(SectionReader reader)
    {
        var rule = new RuleOptions();
        rule.Find = reader.Text(nameof(rule.Find)) ?? rule.Find;
        rule.Certain = reader.Flag(nameof(rule.Certain), fallback: false);
        rule.In.AddRange(reader.Texts(nameof(rule.In)));
        rule.Then = reader.Text(nameof(rule.Then)) ?? rule.Then;
        rule.Keep = reader.Text(nameof(rule.Keep)) ?? rule.Keep;
        if (reader.Has(nameof(rule.AtLeast)))
            rule.AtLeast = reader.Decimal(nameof(rule.AtLeast), fallback: 1, least: 0.5m, most: 1);
        rule.Hold = reader.Text(nameof(rule.Hold)) ?? rule.Hold;
        reader.RefuseUnknown();
        return rule;
    }
}
