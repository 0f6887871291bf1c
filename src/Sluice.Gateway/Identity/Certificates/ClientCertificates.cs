using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Configuration;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Identity.Certificates;

/// <summary>Judges client certificates by the configuration in force: when a connection is made, and again with every request on it, as a list may have been published since.</summary>
internal sealed partial class ClientCertificates(ConfigurationReloader configuration, TimeProvider time, ILogger<ClientCertificates> logger)
{
    /// <summary>What a certificate names, for as long as its connection lives.</summary>
    private readonly ConditionalWeakTable<X509Certificate2, IReadOnlyList<string>> _names = [];

    /// <summary>Whether the handshake goes on.</summary>
    public bool IsGood(X509Certificate2 certificate, X509Chain? sent)
    {
        string? problem = configuration.Current.ClientTrust.Problem(certificate, sent?.ChainPolicy.ExtraStore, time.GetUtcNow());
        if (problem is not null)
            Log.Refused(logger, problem);
        return problem is null;
    }

    /// <summary>Whom a good certificate names; null where it names nobody, or several, or is good no more.</summary>
    public Caller? Find(X509Certificate2 certificate)
    {
        ClientTrust trust = configuration.Current.ClientTrust;
        return trust.IsStillGood(certificate, time.GetUtcNow()) ? trust.CallerOf(_names.GetValue(certificate, CertificateNames.Of), certificate) : null;
    }

    /// <summary>What a token is bound to that belongs to this certificate (RFC 8705, section 3.1: <c>x5t#S256</c>).</summary>
    public static string ThumbprintOf(X509Certificate2 certificate) => Base64Url.EncodeToString(SHA256.HashData(certificate.RawData));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A client certificate was refused: {Problem}")]
        public static partial void Refused(ILogger logger, string problem);
    }
}
