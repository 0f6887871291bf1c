namespace Sluice.Benchmarks.EndToEnd;

/// <summary>Writes letters that no request had before over the beginning of every turn of an OpenAI chat request.</summary>
internal sealed class TurnStamp
{
    private const int Letters = 7;

    /// <summary>Connections at most: each has its own numbers.</summary>
    private const long Connections = 1_024;

    private readonly List<int> _places = [];
    private long _number;

    /// <param name="request">The request, whose turns begin with words of that many letters together.</param>
    /// <param name="connection">The number of the connection.</param>
    public TurnStamp(ReadOnlySpan<byte> request, int connection)
    {
        ReadOnlySpan<byte> before = "\"content\":\""u8;
        for (int at = 0; request[at..].IndexOf(before) is var found and >= 0;)
        {
            at += found + before.Length;
            _places.Add(at);
        }

        if (_places.Count == 0)
            throw new ArgumentException("The request has no turns.", nameof(request));
        _number = connection;
    }

    public void Write(Span<byte> request)
    {
        foreach (int place in _places)
        {
            long left = _number;
            for (int i = 0; i < Letters; i++)
            {
                request[place + i] = (byte)('a' + (left % 26));
                left /= 26;
            }
        }

        _number += Connections;
    }
}
