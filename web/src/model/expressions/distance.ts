import { abs, decimalText, fromInt } from './numbers.ts';

/** The mean radius of the Earth in metres (IUGG). */
const radius = 6_371_008.8;
const radiansPerDegree = 0.017453292519943295;

/** Metres between two places along a great circle, by the host's steps (EarthDistance.cs); null beyond 90 or 180 degrees. */
export function metres(latitude: bigint, longitude: bigint, otherLatitude: bigint, otherLongitude: bigint): bigint | null {
  const phi = radians(latitude, 90n), lambda = radians(longitude, 180n), otherPhi = radians(otherLatitude, 90n), otherLambda = radians(otherLongitude, 180n);
  if (phi === null || lambda === null || otherPhi === null || otherLambda === null) return null;
  const turn = otherLambda - lambda;
  const across = Math.cos(otherPhi) * Math.sin(turn);
  const along = Math.cos(phi) * Math.sin(otherPhi) - Math.sin(phi) * Math.cos(otherPhi) * Math.cos(turn);
  const apart = Math.sin(phi) * Math.sin(otherPhi) + Math.cos(phi) * Math.cos(otherPhi) * Math.cos(turn);
  return BigInt(Math.floor(radius * Math.atan2(Math.sqrt(across * across + along * along), apart) + 0.5));
}

function radians(units: bigint, most: bigint): number | null {
  return abs(units) <= (fromInt(most) ?? 0n) ? Number(decimalText(units)) * radiansPerDegree : null;
}
