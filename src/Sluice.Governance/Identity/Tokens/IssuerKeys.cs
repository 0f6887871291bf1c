using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>
/// The keys of a trusted issuer. They are fetched when the first token comes, again every ten minutes in the background, and at once for a key id that is not among them; yet never twice within
/// 30 s, however many made-up ids are presented. What could not be fetched leaves the last keys in force. Thread-safe.
/// </summary>
internal sealed partial class IssuerKeys(string name, JwksSource source, TimeProvider time, ILogger logger)
{
    /// <summary>The shortest time between two fetches.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>A key that its issuer withdrew is trusted no longer than this, given that the issuer answers.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(10);

    private readonly Lock _starting = new();
    private FrozenDictionary<string, VerificationKey> _keys = FrozenDictionary<string, VerificationKey>.Empty;
    private Task _fetch = Task.CompletedTask;
    private long _began = long.MinValue;
    private bool _failing;

    public VerificationKey? Find(string id)
    {
        if (IsPast(Age))
            _ = Start();
        return _keys.GetValueOrDefault(id);
    }

    /// <summary>As <see cref="Find"/>, and asks the issuer for a key that is not known.</summary>
    public async ValueTask<VerificationKey?> FindAsync(string id, CancellationToken cancellation)
    {
        if (Find(id) is { } known)
            return known;
        await Start().WaitAsync(cancellation);
        return _keys.GetValueOrDefault(id);
    }

    /// <summary>The fetch that is under way, or a new one where the last began long enough ago.</summary>
    private Task Start()
    {
        lock (_starting)
        {
            if (_fetch.IsCompleted && (_began == long.MinValue || IsPast(Interval)))
            {
                Interlocked.Exchange(ref _began, time.GetTimestamp());
                _fetch = FetchAsync();
            }

            return _fetch;
        }
    }

    private bool IsPast(TimeSpan span) => Interlocked.Read(ref _began) is var began && began != long.MinValue && time.GetElapsedTime(began) >= span;

    private async Task FetchAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // Not under the lock.
        try
        {
            _keys = JwkSet.Read(await source.FetchAsync(CancellationToken.None), _keys);
            if (_failing)
                Log.Recovered(logger, name, _keys.Count);
            _failing = false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or JsonException or OperationCanceledException)
        {
            if (!_failing)
                Log.Failed(logger, name, Reason(e), _keys.Count);
            _failing = true;
        }
    }

    private static string Reason(Exception e) => e switch
    {
        HttpRequestException { StatusCode: { } status } => $"it answered {(int)status}",
        HttpRequestException or IOException or UnauthorizedAccessException => "they cannot be reached",
        OperationCanceledException => "it did not answer in time",
        _ => "what it answered is no JWK set of its own",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The keys of the issuer {Issuer} were not renewed: {Reason}; the {Count} known ones stay in force")]
        public static partial void Failed(ILogger logger, string issuer, string reason, int count);

        [LoggerMessage(2, LogLevel.Information, "The keys of the issuer {Issuer} are renewed again: {Count} keys")]
        public static partial void Recovered(ILogger logger, string issuer, int count);
    }
}
