using System.Text;
using Kotwal.Events.Reading;

namespace Kotwal.Events;

/// <summary>What doors label records with, as fields: the key of an attribute is the name of the field.</summary>
internal sealed class OriginLabels
{
    private RecordOrigin? origin;
    private (Field Field, byte[] Value)[] labels = [];

    /// <summary>Gives the batch's open event each label whose field it has not said itself.</summary>
    public void AddTo(EventBatch batch, RecordOrigin from)
    {
        if (from.Attributes.Count == 0)
        {
            return;
        }

        if (!ReferenceEquals(origin, from))
        {
            origin = from;
            labels = [.. from.Attributes.Select(attribute => (Field.Of(attribute.Key), Encoding.UTF8.GetBytes(attribute.Value)))];
        }

        foreach (var (field, value) in labels)
        {
            if (!batch.HasAny(field))
            {
                FieldCopier.AddAbout(batch, field, value, FieldKind.Text, isListItem: false);
            }
        }
    }
}
