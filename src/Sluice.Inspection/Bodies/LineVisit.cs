using Sluice.Inspection.Json;

namespace Sluice.Inspection.Bodies;

/// <summary>Has an endpoint visit one line of a file: a document for itself, whose texts go on in no other, and that says nothing of the exchange that carries it.</summary>
internal static class LineVisit
{
    public static void Visit(ref JsonWalker walker, Exchange exchange, Direction direction, int number)
    {
        SlotMark mark = walker.Mark();
        Exchange line = new() { Dialect = exchange.Dialect, Policy = exchange.Policy, Endpoint = exchange.Endpoint };
        exchange.Endpoint.VisitLine(ref walker, line, direction);
        walker.Slots.MakeWhole(mark, number);
    }
}
