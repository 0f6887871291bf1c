namespace Sluice.Governance.Tests.Identity.Tokens;

/// <summary>A clock that stands until a test moves it; its timestamps go with it.</summary>
internal sealed class Clock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero).UtcTicks;

    public DateTimeOffset Now => GetUtcNow();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
