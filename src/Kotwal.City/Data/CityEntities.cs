using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Data;

/// <summary>An assembly whose entity mappings and typed ids belong to the city's model.</summary>
/// <param name="Assembly">Holds <c>IEntityTypeConfiguration</c>s and <c>readonly record struct XId(Guid Value)</c> types.</param>
public sealed record CityEntityAssembly(Assembly Assembly);

/// <summary>The assemblies that make up the model, in a stable order. Made once.</summary>
public sealed class CityEntities
{
    /// <summary>Orders the contributed assemblies by name and drops doubles.</summary>
    public CityEntities(IEnumerable<CityEntityAssembly> contributed)
    {
        Assemblies = [.. contributed.Select(c => c.Assembly).Distinct().OrderBy(a => a.FullName, StringComparer.Ordinal)];
        Key = string.Join('\n', Assemblies.Select(a => a.FullName));
    }

    /// <summary>Assemblies to apply mappings from.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; }

    /// <summary>Equal for equal lists: what a built model is remembered by.</summary>
    internal string Key { get; }

    /// <summary>The assemblies that have mappings; some only bring ids.</summary>
    internal IEnumerable<Assembly> Mapped() => Assemblies.Where(a => a.GetTypes().Any(IsMapping));

    /// <summary>The types that are one <see cref="Guid"/> with a name of their own.</summary>
    internal IEnumerable<Type> TypedIds() => Assemblies.SelectMany(a => a.GetTypes()).Where(IsTypedId);

    private static bool IsMapping(Type type) =>
        type is { IsAbstract: false, IsGenericType: false }
        && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>));

    private static bool IsTypedId(Type type) =>
        type is { IsValueType: true, IsEnum: false, IsGenericType: false }
        && type.Name.EndsWith("Id", StringComparison.Ordinal)
        && type.GetProperty("Value")?.PropertyType == typeof(Guid)
        && type.GetConstructor([typeof(Guid)]) is not null;
}
