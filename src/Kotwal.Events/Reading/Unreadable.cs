using System.Globalization;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading;

/// <summary>Marks events that could not be read, or not whole.</summary>
internal static class Unreadable
{
    /// <summary>
    /// Marks the open event as an error of reading. Fields that were read before the error stay, unless they would contradict.
    /// </summary>
    public static void Mark(EventBatch batch, ReadError error)
    {
        if (batch.Has(Ecs.EventKind) || batch.Has(Ecs.ErrorMessage))
        {
            batch.Restart();
        }

        batch.MarkUnreadable();
        batch.Add(Ecs.EventKind, "pipeline_error");
        batch.Add(Ecs.ErrorMessage, string.Create(CultureInfo.InvariantCulture, $"expected {error.Message} at byte {error.Offset}"));
    }
}
