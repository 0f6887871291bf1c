using System.Security.Cryptography;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>The files that a configuration refers to and that are read when it is: providers' keys, authorities, revocation lists, feeds of addresses. What stands in them is part of it.</summary>
internal sealed class ReferencedFiles
{
    private const string FilePrefix = "file:";

    private ReferencedFiles(IReadOnlyList<string> paths, string fingerprint) => (Paths, Fingerprint) = (paths, fingerprint);

    public static ReferencedFiles None { get; } = new([], "");

    public IReadOnlyList<string> Paths { get; }

    /// <summary>Changes when the content of one does.</summary>
    public string Fingerprint { get; }

    public static ReferencedFiles Of(SluiceOptions options)
    {
        CertificateOptions certificates = options.Identity.Certificates;
        IEnumerable<string> secrets = options.Providers.Values.Select(p => p.Key)
            .Concat(options.Inspection.Detectors.Values.Select(d => d.Remote).OfType<RemoteOptions>().SelectMany(r => new[] { r.Key, r.SigningKey }))
            .Where(k => k.StartsWith(FilePrefix, StringComparison.Ordinal)).Select(k => k[FilePrefix.Length..]);
        string[] paths = [.. secrets.Concat(certificates.Authorities).Concat(certificates.RevocationLists).Concat(UrlFeeds.Paths(options.Inspection)).Distinct(StringComparer.Ordinal)];
        return paths.Length == 0 ? None : new ReferencedFiles(paths, string.Concat(paths.Select(HashOf)));
    }

    /// <summary>What cannot be read is an error of whoever needs it, and told there.</summary>
    private static string HashOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Convert.ToHexString(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return e.GetType().Name;
        }
    }
}
