using System.Net;
using Sluice.Gateway.Tokens;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Tests.Tokens;

public sealed class WrongSecretsTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");

    private readonly StandingClock _clock = new();

    [Fact]
    public void A6_The_eleventh_attempt_within_a_minute_is_not_looked_at()
    {
        var wrong = new WrongSecrets(_clock);
        for (int i = 1; i <= 10; i++)
        {
            Assert.Equal(i == 10, wrong.Try(Address, () => null).Alert);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Attempt refused = wrong.Try(Address, () => throw new InvalidOperationException("nobody looks"));
        Assert.Equal((null, TimeSpan.FromSeconds(50), false), (refused.Client, refused.Wait, refused.Alert));
        Assert.NotNull(wrong.Try(IPAddress.Parse("192.0.2.2"), () => Caller.Anonymous).Client);

        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.NotNull(wrong.Try(Address, () => Caller.Anonymous).Client);
        Assert.True(wrong.Try(Address, () => null).Alert);
        Assert.NotNull(wrong.Try(Address, () => null).Wait);
    }

    [Fact]
    public void Right_secrets_do_not_count()
    {
        var wrong = new WrongSecrets(_clock);
        for (int i = 0; i < 100; i++)
            Assert.NotNull(wrong.Try(Address, () => Caller.Anonymous).Client);
        Assert.Null(wrong.Try(Address, () => null).Wait);
    }

    [Fact]
    public void Addresses_of_one_network_of_IPv6_are_one()
    {
        var wrong = new WrongSecrets(_clock);
        for (int i = 0; i < 10; i++)
            wrong.Try(IPAddress.Parse($"2001:db8::{i:x}"), () => null);
        Assert.NotNull(wrong.Try(IPAddress.Parse("2001:db8::ffff"), () => null).Wait);
        Assert.Null(wrong.Try(IPAddress.Parse("2001:db8:0:1::1"), () => null).Wait);
        Assert.Null(wrong.Try(IPAddress.Parse("::ffff:192.0.2.1"), () => null).Wait);
    }

    [Fact]
    public void Many_at_once_are_ten()
    {
        var wrong = new WrongSecrets(_clock);
        int looked = 0;
        Parallel.For(0, 200, _ => wrong.Try(Address, () =>
        {
            Interlocked.Increment(ref looked);
            return null;
        }));
        Assert.Equal(WrongSecrets.Suffered, looked);
    }

    [Fact]
    public void The_table_is_bounded_and_remembers_whom_it_heard_of_last()
    {
        var wrong = new WrongSecrets(_clock, most: 8);
        for (int i = 0; i < 10; i++)
        {
            wrong.Try(Address, () => null);
            for (int j = 0; j < 3; j++)
                wrong.Try(new IPAddress([10, 0, (byte)i, (byte)j]), () => null);
        }

        Assert.NotNull(wrong.Try(Address, () => null).Wait);
        Assert.InRange(wrong.Count, 1, 8);
    }

    private sealed class StandingClock : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
