using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Kotwal.Hunt.Functions;

/// <summary>All functions. A new one is an entry in the list of its kind.</summary>
internal static class FunctionTable
{
    public static ImmutableArray<HuntFunction> All { get; } =
    [
        .. TimeFunctions.All,
        .. CalendarFunctions.All,
        .. TextFunctions.All,
        .. RegexFunctions.All,
        .. EncodingFunctions.All,
        .. NumberFunctions.All,
        .. ConversionFunctions.All,
        .. ChoiceFunctions.All,
        .. AbsenceFunctions.All,
        .. AddressFunctions.All,
        .. DocumentFunctions.All,
        .. SeriesFunctions.All,
        .. WindowFunctions.All,
        .. Aggregates.All,
    ];

    private static readonly FrozenDictionary<string, HuntFunction> ByName =
        All.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys.Concat(["datetime", "timespan", "dynamic", "toscalar"]);

    public static HuntFunction? Find(string name) => ByName.GetValueOrDefault(name);
}
