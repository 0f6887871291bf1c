using System.Security.Cryptography;
using System.Text.Json;
using Sluice.Gateway.Configuration;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Judges;

/// <summary>One remote judge as the configuration describes it, with its secrets read.</summary>
/// <param name="Name">The detector's name.</param>
/// <param name="Kind">What it speaks.</param>
/// <param name="Address">Where it is posted to.</param>
/// <param name="Key">What it is shown, or null.</param>
/// <param name="SigningKey">What its requests are signed with, or null.</param>
/// <param name="Options">As written.</param>
internal sealed record JudgeSettings(string Name, RemoteKind Kind, Uri Address, SecretText? Key, SecretText? SigningKey, RemoteOptions Options)
{
    /// <summary>A hash of everything that makes a difference, secrets included.</summary>
    public string Fingerprint { get; } =
        Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Name, Options, Key = Key?.Value, SigningKey = SigningKey?.Value })));

    public override string ToString() => Name;
}
