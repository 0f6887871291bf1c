namespace Sluice.Governance.Identity.Tokens;

/// <summary>The tokens that the gate issues itself.</summary>
public sealed class TokenOptions
{
    /// <summary>Longest life of any token, whoever asks; more than an hour is for scan tokens alone that last a day.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(30);

    /// <summary>Clients fetch the next token 10 to 30 s before the end: a shorter one would be fetched without end.</summary>
    public static readonly TimeSpan ShortestLifetime = TimeSpan.FromMinutes(1);

    /// <summary>The claim <c>iss</c>, and <c>aud</c>: nodes that share a store share it. A URL where others validate the tokens, too.</summary>
    public string Issuer { get; set; } = "sluice";

    /// <summary>How long a token lives where its client asks for nothing else: from a minute to <see cref="MaxLifetime"/>.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a token may live at most, whatever its client asks for: an hour, and up to 30 days where scan tokens need it.</summary>
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long one key signs, from an hour to a year; afterwards it validates until the last token that it signed is dead.</summary>
    public TimeSpan KeyRotation { get; set; } = TimeSpan.FromDays(30);
}
