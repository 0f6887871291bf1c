namespace Sluice.Inspection;

/// <summary>Where an answer came from, and where the caller asked: what is needed to turn an address of the upstream's into one of the gate's.</summary>
/// <param name="Upstream">The address that the upstream was asked under.</param>
/// <param name="UpstreamBase">What stands before the dialect's path upstream, for example <c>/base</c>, or empty.</param>
/// <param name="Prefix">What stands before the dialect's path at the gate: the route's prefix, or empty.</param>
public sealed record AnswerAddress(Uri Upstream, string UpstreamBase, string Prefix)
{
    /// <summary>
    /// The gate's address for one that the upstream gave, absolute or relative to <see cref="Upstream"/>; null where it is none. Never leads past the gate: whatever host
    /// it names, the path is asked of the gate.
    /// </summary>
    public string? ToCaller(string address)
    {
        if (!Uri.TryCreate(Upstream, address, out Uri? resolved) || resolved.Scheme is not ("http" or "https"))
            return null;
        string path = resolved.PathAndQuery;
        bool below = UpstreamBase.Length > 0 && path.StartsWith(UpstreamBase, StringComparison.Ordinal) && path.Length > UpstreamBase.Length && path[UpstreamBase.Length] == '/';
        return string.Concat(Prefix, below ? path.AsSpan(UpstreamBase.Length) : path);
    }
}
