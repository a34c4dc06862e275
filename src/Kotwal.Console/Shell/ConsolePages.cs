using System.Reflection;

namespace Kotwal.Console.Shell;

/// <summary>An assembly that holds pages.</summary>
public sealed record PageAssembly(Assembly Assembly);

/// <summary>All assemblies with pages, besides the console's own.</summary>
internal sealed class ConsolePages(IEnumerable<PageAssembly> contributed)
{
    internal Assembly[] Assemblies { get; } = [.. contributed.Select(p => p.Assembly).Distinct()];
}
