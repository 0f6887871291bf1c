using System.Security.Cryptography;
using System.Text;

namespace Sluice.Governance.Counters;

/// <summary>
/// What <see cref="SlidingWindow"/> and <see cref="SlotCounter"/> do, inside Redis, by its own clock: one call for all counters of one hash slot. A window is a hash: the
/// steps 0 to 60, <c>s</c> their sum, <c>d</c> the debt, <c>l</c> the oldest step, <c>a</c> the step of the last alert. Slots are a sorted set of leases by the time they run out.
/// Amounts are exact up to 2^53.
/// </summary>
internal sealed class CounterScripts
{
    /// <summary>Arguments that <see cref="Take"/> and <see cref="Settle"/> get per counter.</summary>
    public const int Arguments = 6;

    /// <summary>Numbers that <see cref="Take"/> returns per counter: used, taken, step, reset, left of the step, alert.</summary>
    public const int Results = 6;

    /// <summary>Arguments: lease, then kind, max, window, amount, least, alert level. Returns index of what was refused or 0, wait, then the numbers of each counter.</summary>
    public static CounterScripts Take { get; } = new(Common + """
        local refused, wait = 0, 0
        local found = {}
        for i, key in ipairs(KEYS) do
          local kind, max, window, amount, least = arg(i)
          if kind == 0 then
            local w = slide(key, max, window)
            local taken = math.min(amount, max - w.sum - w.debt)
            if least == 0 then least = amount end
            if taken < least then
              local need = retry(key, w, max, window, least)
              if need > wait then refused, wait = i, need end
            end
            w.taken = taken
            found[i] = w
          else
            redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
            local count = redis.call('ZCARD', key)
            if count >= max and wait < 1000 then refused, wait = i, 1000 end
            found[i] = { count = count }
          end
        end
        local out = { refused, wait }
        for i, key in ipairs(KEYS) do
          local kind, max, window, amount, least, level = arg(i)
          local w = found[i]
          if kind == 0 then
            local alert = 0
            if refused == 0 then
              add(key, w, max, w.taken)
              alert = alerts(key, w, level)
            end
            save(key, w, max, window)
            report(out, w.sum + w.debt, w.taken, w, alert)
          else
            if refused == 0 then
              redis.call('ZADD', key, now + window, ARGV[1])
              redis.call('PEXPIRE', key, 2 * window)
              w.count = w.count + 1
            end
            for _, n in ipairs({ w.count, 1, 0, 0, 0, 0 }) do out[#out + 1] = n end
          end
        end
        return out
        """);

    /// <summary>Arguments: lease, then kind, max, window, amount, step, alert level. Returns as <see cref="Take"/>; nothing is refused.</summary>
    public static CounterScripts Settle { get; } = new(Common + """
        local out = { 0, 0 }
        for i, key in ipairs(KEYS) do
          local kind, max, window, amount, step, level = arg(i)
          if kind == 0 then
            local w = slide(key, max, window)
            if amount >= 0 then
              add(key, w, max, amount)
            elseif step >= w.low then
              local paid = math.min(w.debt, -amount)
              w.debt = w.debt - paid
              local back = math.min(tonumber(redis.call('HGET', key, step % 61)) or 0, -amount - paid)
              redis.call('HINCRBY', key, step % 61, -back)
              w.sum = w.sum - back
            end
            local alert = alerts(key, w, level)
            save(key, w, max, window)
            report(out, w.sum + w.debt, 0, w, alert)
          else
            redis.call('ZREM', key, ARGV[1])
            for _, n in ipairs({ 0, 0, 0, 0, 0, 0 }) do out[#out + 1] = n end
          end
        end
        return out
        """);

    /// <summary>Arguments: lease, then the life of each counter's slot.</summary>
    public static CounterScripts Renew { get; } = new("""
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        for i, key in ipairs(KEYS) do
          local life = tonumber(ARGV[i + 1])
          redis.call('ZADD', key, now + life, ARGV[1])
          redis.call('PEXPIRE', key, 2 * life)
        end
        return 1
        """);

    private const string Common = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)

        local function arg(i)
          local a = 2 + (i - 1) * 6
          return tonumber(ARGV[a]), tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2]), tonumber(ARGV[a + 3]), tonumber(ARGV[a + 4]), tonumber(ARGV[a + 5])
        end

        local function add(key, w, max, amount)
          local fits = math.max(0, math.min(amount, max - w.sum - w.debt))
          if fits > 0 then redis.call('HINCRBY', key, w.step % 61, fits) end
          w.sum = w.sum + fits
          w.debt = math.min(w.debt + amount - fits, 10 * max)
        end

        local function slide(key, max, window)
          local width = math.max(1, math.ceil(window / 60))
          local h = redis.call('HMGET', key, 's', 'd', 'l')
          local w = { sum = tonumber(h[1]) or 0, debt = tonumber(h[2]) or 0, low = tonumber(h[3]), width = width }
          w.step = math.max(math.floor(now / width), w.low or 0)
          local low = w.step - 60
          while w.low and w.low < low and w.sum + w.debt > 0 do
            local slot = w.low % 61
            local spent = tonumber(redis.call('HGET', key, slot)) or 0
            if spent > 0 then
              local paid = math.min(spent, w.debt)
              w.sum = w.sum + paid - spent
              w.debt = w.debt - paid
              redis.call('HSET', key, slot, paid)
            end
            w.low = w.low + 1
          end
          w.low = math.max(w.low or low, low)
          local room = math.min(w.debt, max - w.sum)
          if room > 0 then
            redis.call('HINCRBY', key, w.step % 61, room)
            w.sum = w.sum + room
            w.debt = w.debt - room
          end
          return w
        end

        local function save(key, w, max, window)
          redis.call('HSET', key, 's', w.sum, 'd', w.debt, 'l', w.low)
          redis.call('PEXPIRE', key, (2 + math.ceil(w.debt / max)) * window)
        end

        local function alerts(key, w, level)
          if level <= 0 or w.sum + w.debt < level then return 0 end
          local last = tonumber(redis.call('HGET', key, 'a'))
          if last and w.step - last <= 60 then return 0 end
          redis.call('HSET', key, 'a', w.step)
          return 1
        end

        local function reset(w)
          if w.sum + w.debt == 0 then return 0 end
          return (w.step + 61) * w.width - now
        end

        local function retry(key, w, max, window, amount)
          local over = w.sum + w.debt + amount - max
          for i = w.step - 60, w.step do
            over = over - (tonumber(redis.call('HGET', key, i % 61)) or 0)
            if over <= 0 then return (i + 61) * w.width - now end
          end
          return reset(w) + math.ceil(over / max) * window
        end

        local function report(out, used, taken, w, alert)
          for _, n in ipairs({ used, taken, w.step, reset(w), (w.step + 1) * w.width - now, alert }) do out[#out + 1] = n end
        end

        """;

    private CounterScripts(string text)
    {
        Text = text;
#pragma warning disable CA5350 // Redis names scripts by their SHA-1; nothing secret depends on it.
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    public string Text { get; }

    /// <summary>Redis's name for it.</summary>
    public byte[] Hash { get; }
}
