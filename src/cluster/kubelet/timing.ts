/** From a pod being bound (or changed) to its kubelet acting. */
export const SYNC_DELAY_MS = 20;

/** Making the pause container and its network. */
export const SANDBOX_MS = 300;

/** Asking the registry whether the image that is here is still the newest (imagePullPolicy Always). */
export const REGISTRY_CHECK_MS = 200;

/** docker create, then docker start. */
export const CREATE_MS = 80;

/** Back-off of pulls and restarts: 10, 20, 40 ... 300 s. */
export const FIRST_BACKOFF_MS = 10_000;
export const LONGEST_BACKOFF_MS = 300_000;

/** A pod whose sync failed is looked at again so much later (up to half as much more, in real life). */
export const RETRY_MS = 10_000;

/** The first failed sync of a pod is followed sooner, because its new pause container has been noticed. */
export const RELIST_MS = 1_000;

/** Shortest time between SIGTERM and SIGKILL. */
export const SHORTEST_GRACE_S = 2;

/** The status of the node is sent this often. */
export const HEARTBEAT_MS = 10_000;

/** How long Docker is away when it is restarted, and how long it waits for a container to hear SIGTERM. */
export const DOCKER_RESTART_MS = 3_000;
export const DOCKER_STOP_MS = 10_000;

/** An end of a program that is further away is not waited for by `orrery idle`. */
export const FAR_MS = 120_000;
