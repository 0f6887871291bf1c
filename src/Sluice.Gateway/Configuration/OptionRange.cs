using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Sluice.Gateway.Configuration;

/// <summary>The bounds that stand on an option.</summary>
internal static class OptionRange
{
    public static (long Least, long Most) Of<T>(string property) => Of(typeof(T).GetProperty(property)!);

    public static (decimal Least, decimal Most) OfDecimal<T>(string property) => OfDecimal(typeof(T).GetProperty(property)!);

    public static (decimal Least, decimal Most) OfDecimal(PropertyInfo property)
    {
        RangeAttribute range = RangeOf(property);
        return (Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture));
    }

    public static (long Least, long Most) Of(PropertyInfo property)
    {
        RangeAttribute range = RangeOf(property);
        return (Convert.ToInt64(range.Minimum, CultureInfo.InvariantCulture), Convert.ToInt64(range.Maximum, CultureInfo.InvariantCulture));
    }

    private static RangeAttribute RangeOf(PropertyInfo property) =>
        property.GetCustomAttribute<RangeAttribute>() ?? throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name} has no bounds.");
}
