using System.Collections.Concurrent;
using Sluice.Gateway.Configuration;

namespace Sluice.Gateway.Judges;

/// <summary>The ways to the judges of the configuration. A judge of whom a changed configuration says what was said before keeps its way, and what it has said. Thread-safe.</summary>
internal sealed class JudgeDirectory : IDisposable
{
    private readonly ConcurrentDictionary<string, JudgeLine> _lines = new(StringComparer.Ordinal);
    private readonly HttpMessageInvoker _http;
    private readonly JudgeWatch _watch;
    private readonly TimeProvider _time;

    public JudgeDirectory(JudgeWatch watch, TimeProvider time)
    {
        (_watch, _time) = (watch, time);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = 32,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        });
    }

    public JudgeLine Of(JudgeSettings settings) => _lines.GetOrAdd(settings.Fingerprint, _ => new JudgeLine(settings, _http, _watch, _time));

    /// <summary>Lets go of the ways that nobody goes any more; an exchange of the configuration before that still does gets its own back.</summary>
    public void Follow(GatewaySnapshot snapshot)
    {
        HashSet<string> named = [.. snapshot.Options.Judges.Values.Select(j => j.Fingerprint)];
        foreach (string fingerprint in _lines.Keys.Where(f => !named.Contains(f)))
            _lines.TryRemove(fingerprint, out _); // Not disposed: calls may be on their way.
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (JudgeLine line in _lines.Values)
            line.Dispose();
    }
}
