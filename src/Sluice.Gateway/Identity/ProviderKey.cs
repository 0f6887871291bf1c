using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Configuration;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Identity;

/// <summary>The credential that the gate presents to one provider; holds a secret, and is never shown.</summary>
public sealed class ProviderKey
{
    /// <summary>How the names of the detectors begin that find providers' keys in answers; they are the gate's own.</summary>
    private const string Detector = "provider-key";

    private readonly string _secret;
    private readonly CredentialForm _form;

    internal ProviderKey(CredentialForm form, SecretText secret) => (_form, _secret) = (form, secret.Value);

    /// <summary>Presents it.</summary>
    internal void ApplyTo(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation(_form.Header, _form.Prefix + _secret);

    /// <summary>Takes out the headers of an answer that say it.</summary>
    internal void RemoveFrom(IHeaderDictionary headers)
    {
        foreach (string name in headers.Where(h => h.Value.Any(v => v?.Contains(_secret, StringComparison.OrdinalIgnoreCase) == true)).Select(h => h.Key).ToList())
            headers.Remove(name);
    }

    /// <summary>Has every policy redact the providers' keys in answers, whatever else it does: no detector could know one by its form.</summary>
    internal static void RedactInAnswers(SluiceOptions options, List<ConfigurationError> errors)
    {
        if (!options.Identity.RequiresKeys)
            return;
        int number = 0;
        foreach (string secret in options.Providers.Values.Select(p => p.Secret?.Value).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            string name = $"{Detector}-{++number}";
            if (!options.Inspection.Detectors.TryAdd(name, new DetectorOptions { Pattern = Literal(secret) }))
                errors.Add(new($"Sluice:Detectors:{name}", "is the name of a detector of the gate's own; choose another"));
            foreach (PolicyOptions policy in options.Inspection.Policies.Values)
            {
                var rule = new RuleOptions { Find = name, Then = nameof(Decision.Redact) };
                rule.In.Add("response");
                policy.Rules.Add(rule);
            }
        }
    }

    /// <summary>A pattern of these very characters, wherever they stand.</summary>
    private static string Literal(string secret) => string.Concat(secret.Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"\\x{(int)c:X2}"));

    public override string ToString() => _form.Header;
}
