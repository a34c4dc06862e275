using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions that look at where a row stands in the order of the rows. They stand in extend, project and serialize.</summary>
internal static class WindowFunctions
{
    private const int MaxDistance = 10_000;

    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("row_number([first])", "The number of the row in the order of the rows, from 1 or another first number; in extend, project and serialize.",
            "sshd failed | sort by @timestamp asc | extend n = row_number() | where n <= 3", 0, 1, RowNumber) { IsWindow = true },
        new("prev(value, [distance], [default])", "The value in the row before, or more rows before; absent, or the default, where there is none.",
            "sshd | sort by @timestamp asc | extend pause = @timestamp - prev(@timestamp) | top 5 by pause", 1, 3, call => Neighbour(call, WindowFunction.Earlier)) { IsWindow = true },
        new("next(value, [distance], [default])", "The value in the row after, or more rows after; absent, or the default, where there is none.",
            "sshd | sort by @timestamp asc | extend after = next(event.original) | project event.original, after", 1, 3, call => Neighbour(call, WindowFunction.Later)) { IsWindow = true },
    ];

    private static Scalar RowNumber(BoundCall call) => Over(
        call, WindowFunction.RowNumber, [new ConstantScalar((long)(call.Count == 0 ? 1 : call.KnownNumber(0, -1e12, 1e12) ?? 1), HuntType.Whole)], HuntType.Whole);

    private static Scalar Neighbour(BoundCall call, WindowFunction window)
    {
        var distance = new ConstantScalar((long)(call.Count < 2 ? 1 : call.KnownNumber(1, 0, MaxDistance) ?? 1), HuntType.Whole);
        if (call.Count < 3)
        {
            return Over(call, window, [call.Arguments[0], distance], call.Arguments[0].Type, call.Arguments[0].IsList);
        }

        var (values, type) = call.Alike([0, 2]);
        return Over(call, window, [values[0], distance, values[1]], type);
    }

    private static Scalar Over(BoundCall call, WindowFunction window, ImmutableArray<Scalar> arguments, HuntType type, bool isList = false) =>
        call.Context.WindowOrder is { } order
            ? call.Context.Window(new WindowScalar(window, arguments, order, type, isList))
            : call.Context.Fail(call.Span, "This depends on the order of the rows: it can stand in extend, project and serialize, and not within another such function.");
}
