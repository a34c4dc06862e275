using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Kotwal.Watch.Alerts;

/// <summary>Keeps lists that are written once, and never searched by the database, as JSON in a text column.</summary>
internal static class JsonText
{
    public static void HasJsonText<T>(this PropertyBuilder<IReadOnlyList<T>> property) => property.HasConversion(
        new ValueConverter<IReadOnlyList<T>, string>(list => Write(list), text => Read<T>(text)),
        // The lists never change after they were made, so that the same list is the same object.
        new ValueComparer<IReadOnlyList<T>>((left, right) => ReferenceEquals(left, right), list => list.Count));

    private static string Write<T>(IReadOnlyList<T> list) => JsonSerializer.Serialize(list);

    private static List<T> Read<T>(string text) => JsonSerializer.Deserialize<List<T>>(text) ?? [];
}
