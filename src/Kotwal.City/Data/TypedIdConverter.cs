using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Kotwal.City.Data;

/// <summary>Stores an id type as the <see cref="Guid"/> it wraps.</summary>
/// <typeparam name="TId">A <c>readonly record struct</c> with one property <c>Value</c> and a constructor that takes it.</typeparam>
internal sealed class TypedIdConverter<TId>() : ValueConverter<TId, Guid>(Unwrap, Wrap)
    where TId : struct
{
    private static readonly Expression<Func<TId, Guid>> Unwrap = MakeUnwrap();
    private static readonly Expression<Func<Guid, TId>> Wrap = MakeWrap();

    private static Expression<Func<TId, Guid>> MakeUnwrap()
    {
        var id = Expression.Parameter(typeof(TId));
        return Expression.Lambda<Func<TId, Guid>>(Expression.Property(id, "Value"), id);
    }

    private static Expression<Func<Guid, TId>> MakeWrap()
    {
        var value = Expression.Parameter(typeof(Guid));
        return Expression.Lambda<Func<Guid, TId>>(Expression.New(typeof(TId).GetConstructor([typeof(Guid)])!, value), value);
    }
}
