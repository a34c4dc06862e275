using Kotwal.City.Audit;

namespace Kotwal.City.Work;

/// <summary>Tells pages and followers of the audit trail that there is something new.</summary>
internal sealed class AuditNews(CityFeed feed) : IAuditListener
{
    public void Written() => feed.Publish(CityTopic.Audit);
}
