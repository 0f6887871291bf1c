namespace Sluice.Simulator.Wires;

/// <summary>One path of a dialect. Whatever stands before it does not matter: <c>…/v1/messages</c> is <c>/v1/messages</c>.</summary>
internal sealed class Route
{
    private readonly string _before;
    private readonly string? _after;
    private readonly bool _spansSegments;

    /// <param name="pattern">
    /// The path's end, with at most one variable: <c>/v1/files/{}/content</c> takes one segment, <c>/v1/models/{*}</c> takes all that is left.
    /// </param>
    public Route(string method, string pattern, IEndpoint endpoint)
    {
        (Method, Endpoint, Weight) = (method, endpoint, pattern.Length);
        _spansSegments = pattern.Contains("{*}", StringComparison.Ordinal);
        string[] parts = pattern.Split(_spansSegments ? "{*}" : "{}");
        _before = parts[0];
        _after = parts.Length > 1 ? parts[1] : null;
    }

    public string Method { get; }

    public IEndpoint Endpoint { get; }

    /// <summary>Of several routes that fit, the longest is meant.</summary>
    public int Weight { get; }

    /// <summary>A header without which the route is not meant.</summary>
    public string? NeedsHeader { get; init; }

    /// <param name="value">What stands for the variable, decoded.</param>
    public bool Fits(string path, out string value)
    {
        value = "";
        if (_after is null) return path.EndsWith(_before, StringComparison.Ordinal);
        int start = path.LastIndexOf(_before, StringComparison.Ordinal) + _before.Length;
        int end = path.Length - _after.Length;
        if (start < _before.Length || end <= start || !path.EndsWith(_after, StringComparison.Ordinal)) return false;
        if (!_spansSegments && path.AsSpan(start, end - start).Contains('/')) return false;
        value = Uri.UnescapeDataString(path[start..end]);
        return true;
    }
}
