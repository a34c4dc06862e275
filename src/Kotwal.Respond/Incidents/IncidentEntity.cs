namespace Kotwal.Respond.Incidents;

/// <summary>One of those whom an incident concerns; alerts about the same join it.</summary>
public sealed class IncidentEntity
{
    internal IncidentEntity(IncidentId incident, Entity entity)
    {
        IncidentId = incident;
        Field = entity.Field;
        Value = entity.Value;
    }

    private IncidentEntity()
    {
    }

    public IncidentId IncidentId { get; private set; }

    public string Field { get; private set; } = "";

    public string Value { get; private set; } = "";

    internal Entity Entity => new(Field, Value);
}
