namespace Kotwal.City.Audit;

/// <summary>Is told that this process wrote to the trail. Must be quick and must not throw; called by the thread that wrote.</summary>
internal interface IAuditListener
{
    void Written();
}
