using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Identity;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Identity.Certificates;

/// <summary>Which client certificates one configuration takes, and whom they name. Immutable.</summary>
public sealed class ClientTrust
{
    /// <summary>RFC 5280, section 4.2.1.12: TLS client authentication. A certificate that is made for other things only is refused.</summary>
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2Collection _roots = [];
    private readonly X509Certificate2Collection _intermediates = [];
    private readonly List<RevocationList> _lists = [];
    private readonly FrozenDictionary<string, Caller> _callers;

    private ClientTrust(CertificateOptions options) =>
        _callers = options.Callers.Where(c => c.Name.Length > 0).DistinctBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(c => c.Name, CallerOf, StringComparer.OrdinalIgnoreCase);

    public bool HasAuthorities => _roots.Count > 0;

    internal static ClientTrust Read(CertificateOptions options, List<ConfigurationError> errors)
    {
        const string key = "Sluice:Identity:Certificates:";
        var trust = new ClientTrust(options);
        for (int i = 0; i < options.Authorities.Count; i++)
        {
            if (trust.AddAuthorities(options.Authorities[i]) is { } problem)
                errors.Add(new($"{key}Authorities:{i}", $"\"{options.Authorities[i]}\" {problem}"));
        }

        if (trust._intermediates.Count > 0 && trust._roots.Count == 0)
            errors.Add(new(key + "Authorities", "hold no root: give the authority at the top of the chain, too"));
        for (int i = 0; i < options.RevocationLists.Count; i++)
        {
            if (trust.AddList(options.RevocationLists[i]) is { } problem)
                errors.Add(new($"{key}RevocationLists:{i}", $"\"{options.RevocationLists[i]}\" {problem}"));
        }

        if (options.Callers.Count > 0 && options.Authorities.Count == 0)
            errors.Add(new(key + "Authorities", "is missing: who may have signed the certificates that name callers"));
        return trust;
    }

    /// <summary>Why a certificate is not taken, or null.</summary>
    internal string? Problem(X509Certificate2 certificate, X509Certificate2Collection? sent, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        X509ChainPolicy policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_roots);
        policy.ExtraStore.AddRange(_intermediates);
        if (sent is not null)
            policy.ExtraStore.AddRange(sent);
        policy.RevocationMode = X509RevocationMode.NoCheck; // Lists are judged below: the platform's own check would go and fetch them.
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.UtcDateTime;
        policy.ApplicationPolicy.Add(ClientAuthentication);
        if (!chain.Build(certificate))
            return string.Join(", ", chain.ChainStatus.Select(s => s.Status).Distinct());
        for (int i = 0; i + 1 < chain.ChainElements.Count; i++)
        {
            if (Revocation(chain.ChainElements[i].Certificate, now) is { } problem)
                return problem;
        }

        return null;
    }

    /// <summary>Of a certificate whose chain was found good before: whether it has neither expired nor been revoked since.</summary>
    internal bool IsStillGood(X509Certificate2 certificate, DateTimeOffset now) =>
        HasAuthorities && now.UtcDateTime >= certificate.NotBefore.ToUniversalTime() && now < EndOf(certificate) && Revocation(certificate, now) is null;

    /// <summary>The one caller among those that are named; two are none.</summary>
    internal Caller? CallerOf(IReadOnlyList<string> names, X509Certificate2 certificate)
    {
        Caller[] named = [.. names.Select(n => _callers.GetValueOrDefault(n)).OfType<Caller>().Distinct()];
        return named is [var one] ? one with { ExpiresAt = EndOf(certificate) } : null;
    }

    private static DateTimeOffset EndOf(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    private static Caller CallerOf(CertificateCallerOptions options)
    {
        Permission[] permissions = [.. options.Permissions.Select(p => Permission.TryParse(p, out Permission known) ? known : (Permission?)null).OfType<Permission>()];
        return new Caller(options.Name)
        {
            Kind = CallerKind.Certificate,
            Tenant = options.Tenant,
            Project = options.Project,
            App = options.App,
            Permissions = PermissionSet.Of(permissions),
            Scope = new AccessScope { Models = options.Models, Endpoints = options.Endpoints, Parameters = options.Parameters },
            Sources = options.Sources,
        };
    }

    private string? Revocation(X509Certificate2 certificate, DateTimeOffset now)
    {
        foreach (RevocationList list in _lists)
        {
            if (!list.IsOf(certificate))
                continue;
            if (!list.IsCurrent(now))
                return "the revocation list of its authority is out of date";
            if (list.Revokes(certificate))
                return "Revoked";
        }

        return null;
    }

    private string? AddAuthorities(string path)
    {
        try
        {
            var found = new X509Certificate2Collection();
            byte[] content = File.ReadAllBytes(path);
            if (content.AsSpan().IndexOf("-----BEGIN"u8) >= 0)
                found.ImportFromPem(System.Text.Encoding.ASCII.GetString(content));
            else
                found.Add(X509CertificateLoader.LoadCertificate(content));
            foreach (X509Certificate2 authority in found)
                (IsRoot(authority) ? _roots : _intermediates).Add(authority);
            return found.Count == 0 ? "holds no certificate" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return $"cannot be read: {e.GetType().Name}";
        }
    }

    private static bool IsRoot(X509Certificate2 authority) => authority.SubjectName.RawData.AsSpan().SequenceEqual(authority.IssuerName.RawData);

    private string? AddList(string path)
    {
        try
        {
            RevocationList list = RevocationList.Read(File.ReadAllBytes(path));
            if (!_roots.Concat(_intermediates).Any(list.IsSignedBy))
                return "is signed by none of the Authorities";
            _lists.Add(list);
            return null;
        }
        catch (InvalidDataException e)
        {
            return $"is not a revocation list that this gate can use: {e.Message}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"cannot be read: {e.GetType().Name}";
        }
    }
}
